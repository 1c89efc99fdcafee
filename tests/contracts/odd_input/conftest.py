"""One world for all tests of odd input, which change nothing of it, and each screen opened once for them."""

from __future__ import annotations

import pytest

from tests.conftest import PlaceInRun
from tests.contracts.conftest import built_once
from tests.contracts.odd_input.odd_requests import Screen
from tests.contracts.odd_values import LEFT_TO_POSTGRESQL, LEFT_TO_SQLITE, ODD_PARTS, ODD_VALUES, PARAMETER_VALUES
from tests.loaded_demo import demo_once

demo = demo_once(scope="package")
built = built_once(scope="package", woken=[])


@pytest.fixture(scope="package")
def screens() -> dict[str, Screen]:
    """By the names of their addresses."""
    return {}


@pytest.fixture
def values_of_this_run(place_in_run: PlaceInRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a run asks both databases, those odd values that are asked of this one."""
    left_out = {PlaceInRun.FIRST: LEFT_TO_POSTGRESQL, PlaceInRun.SECOND: LEFT_TO_SQLITE}.get(place_in_run, set())
    for values in (ODD_VALUES, ODD_PARTS, PARAMETER_VALUES):
        for what in left_out & values.keys():
            monkeypatch.delitem(values, what)

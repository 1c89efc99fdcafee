"""The name of a tip that holds wherever it goes."""

from __future__ import annotations

import pytest

from guide.tips.models import reference_of, tip_key_in, tip_keys_in

pytestmark = pytest.mark.pure


def test_a_reference_is_read_as_it_is_written() -> None:
    assert tip_key_in(reference_of(12)) == 12
    assert tip_keys_in([reference_of(7), "", "7", "id-", "id-x", reference_of(3)]) == [7, 3]


@pytest.mark.parametrize("other", ["", "12", "id-", "id-x", "id--1", "id-²"])
def test_what_is_no_reference_names_no_tip(other: str) -> None:
    assert tip_key_in(other) is None

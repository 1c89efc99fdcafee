"""An index of what a test has written: changes wake the listener that keeps it, at once."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _cached(settings) -> None:
    settings.ON_TEXT_CHANGED = ["search.index.reindex"]

"""In which order tests run: those that wait for a browser between those that compute.

Each process of a run has a stretch of the whole, and helps the others at the end. Where the browsers' tests stand together,
one of them comes to its end there and all help it: the processors wait with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROWSERS = HERE / "e2e"
TOGETHER = HERE / "demo" / "loaded"
"""What shares more than a module: the demo, which takes 20 seconds to load."""


def with_browsers_spread(items: Iterable[pytest.Function]) -> list[pytest.Function]:
    """The modules of the browsers evenly among the others, of which none is divided."""
    groups = [list(group) for _place, group in groupby(items, key=_stays_together)]
    browsing = [group for group in groups if _drives_a_browser(group)]
    others = [group for group in groups if not _drives_a_browser(group)]
    return list(chain.from_iterable(_spread(browsing, others)))


def _stays_together(item: pytest.Function) -> Path:
    return TOGETHER if TOGETHER in item.path.parents else item.path


def _drives_a_browser(group: list[pytest.Function]) -> bool:
    return BROWSERS in group[0].path.parents


def _spread[Group: list[pytest.Function]](few: list[Group], many: list[Group]) -> Iterator[Group]:
    """All of both, each in its order: as much of the few as of the many at any place, by the number of tests."""
    total_of_few, total_of_many = sum(map(len, few)), sum(map(len, many))
    done_of_few = done_of_many = 0
    waiting = iter(few)
    for group in many:
        while done_of_few * total_of_many < done_of_many * total_of_few and (next_of_few := next(waiting, None)):
            done_of_few += len(next_of_few)
            yield next_of_few
        done_of_many += len(group)
        yield group
    yield from waiting

"""In which order the tests of a run come; pytest-django's, with all that commits at the end, is not kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from heapq import merge
from itertools import groupby
from operator import itemgetter
from random import Random

import pytest

FIRST = ("tests/e2e/readme/", "tests/demo/loaded/")
"""The longest test of all, which would keep a run waiting if it began late; and what looks at the loaded demo, which takes a
minute: the processes that take over what is left at the end would load it again.
"""


def ordered(items: list[pytest.Item], seed: str | None) -> list[pytest.Item]:
    """Returns the same tests by their names, or as `seed` gives, but for what comes first."""
    inner = in_random_order(items, seed) if seed else with_browsers_among(items)
    return sorted(inner, key=lambda item: [not item.nodeid.startswith(folder) for folder in FIRST])


def in_random_order(items: list[pytest.Item], seed: str) -> list[pytest.Item]:
    """Returns the same tests: the folders, the modules of each and the tests of each module in an order that `seed` gives.

    What a folder or a module shares is made once all the same: no test of another comes between its tests.
    """

    @cache
    def place(name: str) -> float:
        return Random(f"{seed} {name}").random()

    def places(item: pytest.Item) -> list[float]:
        parts = module_of(item).split("/")
        return [*(place("/".join(parts[: depth + 1])) for depth in range(len(parts))), place(item.nodeid)]

    return sorted(items, key=places)


def with_browsers_among(items: list[pytest.Item]) -> list[pytest.Item]:
    """Returns the same tests by their names, the modules that drive a browser evenly among the folders of the others.

    While a browser test waits for its page, the processes beside it compute.
    """
    in_order = sorted(items, key=module_of)
    browsers = [item for item in in_order if item.get_closest_marker("e2e")]
    others = [item for item in in_order if not item.get_closest_marker("e2e")]
    mixed = merge(parts_of(others, folder_of), parts_of(browsers, module_of), key=itemgetter(0))
    return [item for _begins_at, part in mixed for item in part]


def parts_of(
    items: list[pytest.Item], part_of: Callable[[pytest.Item], str]
) -> Iterator[tuple[float, list[pytest.Item]]]:
    """Yields each part and how much of the whole stands before it, 0 to 1."""
    before = 0
    for _name, tests in groupby(items, part_of):
        part = list(tests)
        yield before / len(items), part
        before += len(part)


def module_of(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def folder_of(item: pytest.Item) -> str:
    return module_of(item).rpartition("/")[0]

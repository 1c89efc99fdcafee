"""In which order tests run: browser tests among the others, or what a seed gives; what is shared stays together."""

from __future__ import annotations

from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest

from tests.order import ordered

pytestmark = pytest.mark.pure
NAMES = [
    f"tests/{folder}/test_{module}.py::test_{number}"
    for folder in ("a", "b/c", "e2e", "z")
    for module in "xyz"
    for number in range(5)
]
FIRST = ["tests/e2e/readme/test_readme.py::test_what_to_try", "tests/demo/loaded/test_book.py::test_book"]


def order(seed: str | None = None, names: list[str] = NAMES) -> list[str]:
    items: list[Any] = [
        SimpleNamespace(nodeid=name, get_closest_marker=lambda _mark, name=name: "e2e" in name) for name in names
    ]
    return [item.nodeid for item in ordered(items, seed)]


def parts(names: list[str], depth: int) -> list[str]:
    """The parts of a run, one after another; a part that is left and comes again is there twice."""
    return [part for part, _tests in groupby(names, lambda name: "/".join(name.partition("::")[0].split("/")[:depth]))]


def test_every_test_runs_once() -> None:
    assert sorted(order()) == sorted(order("1")) == sorted(NAMES)


def test_browser_tests_stand_among_the_others() -> None:
    assert parts(order(), 2) == ["tests/a", "tests/e2e", "tests/b", "tests/e2e", "tests/z", "tests/e2e"]
    assert len(parts(order(), 4)) == 12


def test_a_seed_gives_an_order_however_the_tests_were_collected() -> None:
    assert order("1") == order("1", NAMES[::-1])
    assert len({tuple(order(str(seed))) for seed in range(20)} | {tuple(order())}) == 21


@pytest.mark.parametrize("depth", [2, 4])
def test_in_random_order_too_a_folder_and_a_module_end_before_the_next_begins(depth: int) -> None:
    begun = parts(order("1"), depth)
    assert len(begun) == len(set(begun)) == {2: 4, 4: 12}[depth]


@pytest.mark.parametrize("seed", [None, "1"])
def test_the_longest_test_comes_first_and_then_what_takes_long_to_load(seed: str | None) -> None:
    assert order(seed, [*NAMES, *reversed(FIRST)])[:2] == FIRST

"""Browsers' tests stand between the others."""

from itertools import groupby
from types import SimpleNamespace
from typing import Any

import pytest

from tests.order import HERE, with_browsers_spread

pytestmark = pytest.mark.pure


def items_of(*modules: str, each: int) -> list[Any]:
    return [SimpleNamespace(path=HERE / module) for module in modules for _ in range(each)]


def modules_of(tests: list[Any]) -> list[str]:
    return [str(path.relative_to(HERE)) for path, _group in groupby(tests, key=lambda test: test.path)]


def test_each_browsers_module_stands_between_others_and_none_is_divided() -> None:
    others = items_of(*(f"a/test_{n}.py" for n in range(8)), each=20)
    browsing = items_of(*(f"e2e/test_{n}.py" for n in range(4)), each=5)
    spread = with_browsers_spread([*others[:100], *browsing, *others[100:]])
    assert sorted(map(str, others + browsing), key=str) == sorted(map(str, spread), key=str)
    kinds = [module.partition("/")[0] for module in modules_of(spread)]
    assert kinds == ["a", "e2e", "a", "a", "e2e", "a", "a", "e2e", "a", "a", "e2e", "a"]


def test_what_shares_the_demo_stays_together() -> None:
    loaded = items_of("demo/loaded/test_a.py", "demo/loaded/test_b.py", each=20)
    browsing = items_of("e2e/test_a.py", "e2e/test_b.py", each=1)
    spread = modules_of(with_browsers_spread([*browsing, *loaded]))
    assert [module for module in spread if module.startswith("demo")] == [
        "demo/loaded/test_a.py",
        "demo/loaded/test_b.py",
    ]
    assert spread.index("demo/loaded/test_b.py") == spread.index("demo/loaded/test_a.py") + 1


def test_without_browsers_nothing_is_moved() -> None:
    others = items_of("a/test_a.py", "b/test_b.py", each=3)
    assert with_browsers_spread(others) == others
    assert with_browsers_spread([]) == []

"""The cache of fragments holds so many bytes, and forgets first what was asked for longest ago."""

from __future__ import annotations

from collections.abc import Iterator
from random import randbytes

import pytest

from common.caching.fragments import OVERHEAD, FragmentCache

pytestmark = pytest.mark.pure


@pytest.fixture
def cache() -> Iterator[FragmentCache]:
    cache = FragmentCache("test-fragments", {"TIMEOUT": None, "OPTIONS": {"MAX_BYTES": 4 * (1_000 + OVERHEAD + 80)}})
    yield cache
    cache.clear()


def test_what_was_asked_for_longest_ago_is_forgotten(cache: FragmentCache) -> None:
    for key in "abcd":
        cache.set(key, randbytes(1_000))
    assert cache.get("a")
    cache.set("e", randbytes(1_000))
    assert [key for key in "abcde" if cache.get(key)] == ["a", "c", "d", "e"]


def test_what_is_put_anew_or_taken_away_counts_no_more(cache: FragmentCache) -> None:
    cache.set("a", randbytes(1_000))
    size = cache.size
    cache.set("a", randbytes(1_000))
    assert cache.size == size
    cache.set("b", "x", timeout=-1)
    assert cache.get("b") is None
    cache.delete("a")
    assert cache.size == 0


def test_two_of_one_name_share_what_they_hold(cache: FragmentCache) -> None:
    other = FragmentCache("test-fragments", {"OPTIONS": {"MAX_BYTES": 10_000}})
    other.set("a", 1)
    assert cache.get("a") == 1
    assert cache.size == other.size > 0


def test_what_is_larger_than_the_cache_is_not_stored(cache: FragmentCache) -> None:
    cache.set("a", randbytes(1_000_000))
    assert cache.get("a") is None
    assert cache.size == 0

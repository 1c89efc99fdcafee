"""What was asked for longest ago is forgotten first; no more is held than was said."""

from __future__ import annotations

import pytest

from common.caching.lru import LRUCache

pytestmark = pytest.mark.pure


def test_what_was_asked_for_longest_ago_is_forgotten() -> None:
    cache: LRUCache[str] = LRUCache(3)
    for key in "abc":
        cache.set(key, key)
    assert cache.get("a") == "a"
    cache.set("d", "d")
    assert [key for key in "abcd" if cache.get(key)] == ["a", "c", "d"]


def test_sizes_count_and_what_is_replaced_or_deleted_counts_no_more() -> None:
    cache: LRUCache[bytes] = LRUCache(100, len)
    cache.set("a", bytes(60))
    cache.set("a", bytes(30))
    assert (cache.size, len(cache)) == (30, 1)
    cache.set("b", bytes(80))
    assert (cache.size, cache.get("a")) == (80, None)
    assert cache.delete("b") and not cache.delete("b")
    assert (cache.size, len(cache)) == (0, 0)


def test_what_is_larger_than_the_cache_is_not_held() -> None:
    cache: LRUCache[bytes] = LRUCache(10, len)
    cache.set("a", bytes(1_000))
    assert (cache.get("a"), cache.size) == (None, 0)

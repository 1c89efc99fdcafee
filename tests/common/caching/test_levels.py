"""A page is found in the memory of a worker, else in the files that all share; what is damaged there is made anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from common.caching import file_store
from common.caching.levels import PageCache, stable
from common.caching.pages import CachedPage
from common.caching.placeholders import placeholder

pytestmark = pytest.mark.pure

KEY = ("http", frozenset({"editor", "contributor"}), date(2026, 11, 3), (1, None, True))


@pytest.fixture
def cache(settings, tmp_path: Path) -> PageCache:
    settings.PAGE_FILES_ROOT, settings.PAGE_FILES_MEGABYTES = tmp_path, 1
    file_store.site_files.cache_clear()
    return PageCache("pages", 1_000_000)


def a_page() -> CachedPage:
    return CachedPage.of(f"<p>Bonjour {placeholder('name')} !</p>".encode())


def test_after_a_restart_a_page_is_filled_in_as_before(cache: PageCache) -> None:
    cache.set(KEY, a_page())
    cache.clear()
    found = cache.get(KEY)
    assert found is not None
    assert found.filled({"name": b"Anne"}) == b"<p>Bonjour Anne !</p>"
    assert len(cache) == 1


def test_caches_of_two_kinds_do_not_share_their_pages(cache: PageCache) -> None:
    cache.set(KEY, a_page())
    assert PageCache("searches", 1_000_000).get(KEY) is None


@pytest.mark.parametrize("damaged", [b"", b"abc", b"\0" * 40])
def test_a_damaged_file_is_no_page(cache: PageCache, tmp_path: Path, damaged: bytes) -> None:
    cache.set(KEY, a_page())
    cache.clear()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(damaged)
    assert cache.get(KEY) is None


def test_half_of_a_file_is_no_page() -> None:
    content = a_page().to_bytes()
    assert CachedPage.from_bytes(content) == a_page()
    assert all(CachedPage.from_bytes(content[:length]) is None for length in range(len(content)))


def test_a_key_has_one_name_in_every_process() -> None:
    assert stable(KEY) == "('http',{'contributor','editor'},datetime.date(2026, 11, 3),(1,None,True))"
    with pytest.raises(TypeError):
        stable((object(),))

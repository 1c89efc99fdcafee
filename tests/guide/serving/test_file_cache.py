"""What is cached of the files in memory, and how much."""

from __future__ import annotations

from pathlib import Path

import pytest

from common.files.file_cache import CachedFile, FileCache
from tests.guide.serving.conftest import PAGE, put

pytestmark = pytest.mark.pure


def cached(memory: FileCache, path: Path) -> CachedFile:
    found = memory.file(path)
    assert found is not None
    return found


def test_a_file_is_read_once_until_it_is_another_one(tmp_path: Path) -> None:
    memory, path = FileCache(1_000_000), tmp_path / "index.html"
    put(path, b"one")
    first = cached(memory, path)
    assert cached(memory, path) is first
    put(path, b"two")
    assert cached(memory, path).content == b"two"
    path.unlink()
    assert memory.file(path) is None


def test_what_was_not_asked_for_the_longest_goes_where_there_is_too_much(tmp_path: Path) -> None:
    memory, paths = FileCache(1_000), [tmp_path / f"{number}.pdf" for number in range(4)]
    for path in paths:
        put(path, bytes(300))
    first, second, third = (cached(memory, path) for path in paths[:3])
    assert cached(memory, paths[0]) is first
    cached(memory, paths[3])
    assert cached(memory, paths[0]) is first
    assert cached(memory, paths[2]) is third
    assert cached(memory, paths[1]) is not second


def test_variants_weigh_too(tmp_path: Path) -> None:
    memory = FileCache(2 * len(PAGE) + 50)
    for name in ("one.html", "two.html"):
        put(tmp_path / name, PAGE)
    one, two = cached(memory, tmp_path / "one.html"), cached(memory, tmp_path / "two.html")
    assert [memory.with_variant(two, encoding) for encoding in ("br", "zstd", "gzip")] == ["br", "zstd", "gzip"]
    assert cached(memory, tmp_path / "two.html") is two
    assert cached(memory, tmp_path / "one.html") is not one


def test_what_is_too_large_is_given_from_disk_piece_by_piece(tmp_path: Path) -> None:
    memory, path = FileCache(1_000), tmp_path / "guide.pdf"
    content = bytes(range(256)) * 3
    put(path, content)
    found = cached(memory, path)
    assert (found.content, found.size, found.weight) == (None, 768, 0)
    assert b"".join(found.part(0, 767)) == content
    assert b"".join(found.part(250, 299)) == content[250:300]
    put(path, content[::-1])
    assert b"".join(found.part(0, 767)) == b""


def test_small_texts_and_what_is_no_text_are_not_compressed(tmp_path: Path) -> None:
    memory = FileCache(1_000_000)
    put(tmp_path / "small.svg", b"<svg/>")
    put(tmp_path / "guide.pdf", bytes(5_000))
    for name in ("small.svg", "guide.pdf"):
        assert memory.with_variant(cached(memory, tmp_path / name), "br") == "identity"


def test_the_same_bytes_travel_whoever_compresses_them(tmp_path: Path) -> None:
    put(tmp_path / "index.html", PAGE)
    for encoding in ("br", "zstd", "gzip"):
        files = [(memory, cached(memory, tmp_path / "index.html")) for memory in (FileCache(10**6), FileCache(10**6))]
        bodies = {file.body(memory.with_variant(file, encoding)) for memory, file in files}
        assert len(bodies) == 1

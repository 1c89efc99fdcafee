"""What is stored in files is there for every worker and after a restart, takes bounded room, and breaks nothing."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

import pytest

from common.caching import file_store
from common.caching.file_store import FORGOTTEN_AFTER, PARTS, FileStore, build_of

pytestmark = pytest.mark.pure


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "cache", "this-build", 1_000_000)


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_another_worker_finds_what_one_has_stored(store: FileStore, tmp_path: Path) -> None:
    store.set("a page", b"its words")
    assert FileStore(tmp_path / "cache", "this-build", 1_000_000).get("a page") == b"its words"
    assert store.get("another") is None


def test_another_build_of_the_site_reads_nothing_of_it(store: FileStore, tmp_path: Path) -> None:
    store.set("a page", b"its words")
    assert FileStore(tmp_path / "cache", "next-build", 1_000_000).get("a page") is None


def test_a_changed_source_file_or_setting_is_another_build(tmp_path: Path) -> None:
    template = tmp_path / "templates" / "base.html"
    template.parent.mkdir()
    template.write_text("<html>")
    before = build_of(tmp_path, values={"SITE": "a"})
    assert build_of(tmp_path, values={"SITE": "a"}) == before
    assert build_of(tmp_path, values={"SITE": "b"}) != before
    os.utime(template, (1, 1))
    assert build_of(tmp_path, values={"SITE": "a"}) != before


def test_data_that_lie_beside_the_code_are_no_part_of_the_build(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    before = build_of(tmp_path, values={}, but=data)
    (data / "edition.json").write_text("{}")
    assert build_of(tmp_path, values={}, but=data) == before
    assert build_of(tmp_path, values={}) != before


def test_all_files_together_never_take_more_room_than_they_may(tmp_path: Path) -> None:
    store = FileStore(tmp_path, "build", PARTS * 300)
    for number in range(2_000):
        store.set(f"page {number}", b"x" * 100)
    assert sum(path.stat().st_size for path in files_of(tmp_path)) <= PARTS * 300
    assert store.get("page 1999") is not None
    store.set("larger than its share", b"x" * 301)
    assert store.get("larger than its share") is None


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FileStore(tmp_path, "build", PARTS * 300)
    monkeypatch.setattr(FileStore, "_path_of", lambda _store, name: tmp_path / "build" / "00" / name)
    for age, name in enumerate(["newest", "middle", "oldest"]):
        store.set(name, b"x" * 100)
        os.utime(tmp_path / "build" / "00" / name, (time.time() - 1_000 * (age + 1),) * 2)
    assert store.get("oldest")
    store.set("one more", b"x" * 100)
    assert {path.name for path in files_of(tmp_path)} == {"newest", "oldest", "one more"}


def test_a_folder_is_looked_at_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Path] = []

    def looked(folder: Path) -> list[tuple[float, int, str]]:
        looks.append(folder)
        return []

    store = FileStore(tmp_path, "build", PARTS * 3_200)
    monkeypatch.setattr(file_store, "_files_in", looked)
    monkeypatch.setattr(FileStore, "_path_of", lambda _store, name: tmp_path / "build" / "00" / name)
    for number in range(11):
        store.set(f"page {number}", b"x" * 20)
    assert len(looks) == 2, "at first, and after a thirty-second of its share"


def test_where_nothing_can_be_written_it_is_told_once_and_nothing_is_stored(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    store = FileStore(tmp_path / "cache", "build", 1_000_000)
    with caplog.at_level(logging.ERROR):
        for _time in range(2):
            store.set("a page", b"its words")
            assert store.get("a page") is None
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_what_nobody_asks_for_is_gone_after_two_days(store: FileStore, tmp_path: Path) -> None:
    store.set("old", b"words of somebody")
    for path in files_of(tmp_path):
        os.utime(path, (time.time() - FORGOTTEN_AFTER - 1,) * 2)
    store.set("new", b"words")
    store.forget_old()
    assert (store.get("old"), store.get("new")) == (None, b"words")


def test_nobody_else_on_the_machine_can_read_them(store: FileStore, tmp_path: Path) -> None:
    store.set("a page", b"its words")
    assert all(path.stat().st_mode & 0o077 == 0 for path in files_of(tmp_path))


def test_with_no_room_nothing_is_stored(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "cache", "build", 0)
    store.set("a page", b"")
    assert store.get("a page") is None
    assert not (tmp_path / "cache").exists()

"""What is done again, and what is not."""

from pathlib import Path

import pytest

from setup.build_cache import fingerprint, is_done, mark_done
from setup.environment import install

pytestmark = pytest.mark.pure


def test_the_fingerprint_follows_contents_and_names_but_not_what_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    (folder / "node_modules").mkdir(parents=True)
    (folder / "a.css").write_text("a")
    first = fingerprint(folder, but=frozenset({"node_modules"}))
    (folder / "node_modules" / "b.js").write_text("b")
    assert fingerprint(folder, but=frozenset({"node_modules"})) == first
    (folder / "a.css").write_text("b")
    changed = fingerprint(folder, but=frozenset({"node_modules"}))
    (folder / "a.css").rename(folder / "c.css")
    assert len({first, changed, fingerprint(folder, but=frozenset({"node_modules"}))}) == 3


def test_a_link_to_a_folder_that_is_left_out_is_left_out_as_well(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "sources", tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere.mkdir()
    (folder / "a.css").write_text("a")
    first = fingerprint(folder, but=frozenset({"node_modules"}))
    (folder / "node_modules").symlink_to(elsewhere)
    assert fingerprint(folder, but=frozenset({"node_modules"})) == first


def test_a_lock_that_is_installed_already_is_not_installed_again(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("some-package==1\n")
    mark_done(tmp_path / ".installed-requirements", fingerprint(lock))
    install(lock, environment=tmp_path)  # there is no pip here: trying would fail


def test_a_changed_lock_is_not_done(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("some-package==1\n")
    mark_done(tmp_path / "stamp", fingerprint(lock))
    lock.write_text("some-package==2\n")
    assert not is_done(tmp_path / "stamp", fingerprint(lock))

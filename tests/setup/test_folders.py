"""A test gets the folder of the one before only as that was made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.folders import AS_MADE, Folders


def test_a_folder_that_was_left_as_it_was_made_is_given_again(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    first = folders.as_made()
    assert {inside.name for inside in first.iterdir()} == AS_MADE.keys()
    assert folders.as_made() == first


@pytest.mark.parametrize("left", ["media/1.webp", "editions/1/fr/index.html", "static/site.css"])
def test_a_folder_in_which_something_was_left_is_not(tmp_path: Path, left: str) -> None:
    folders = Folders(tmp_path)
    first = folders.as_made()
    (first / left).parent.mkdir(parents=True, exist_ok=True)
    (first / left).touch()
    assert folders.as_made() != first


def test_nor_is_one_from_which_something_is_gone(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    first = folders.as_made()
    (first / "editions" / "public").unlink()
    assert folders.as_made() != first

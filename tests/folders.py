"""Where tests write files: a folder that a test leaves as it was made is the next one's too, as most are."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

AS_MADE = {"static": [], "editions": ["public"]}
"""What is in a folder at first: the file says that the guide is public, as it is on a site that is set up."""


class Folders:
    def __init__(self, base: Path) -> None:
        self.unused = (base / str(number) for number in count())
        self.folder: Path | None = None

    def as_made(self) -> Path:
        if self.folder is None or not is_as_made(self.folder):
            self.folder = make(next(self.unused))
        return self.folder


def is_as_made(folder: Path) -> bool:
    return {inside.name: [file.name for file in inside.iterdir()] for inside in folder.iterdir()} == AS_MADE


def make(folder: Path) -> Path:
    for name, files in AS_MADE.items():
        (folder / name).mkdir(parents=True)
        for file in files:
            (folder / name / file).touch()
    return folder


class Copies:
    """Copies of a folder full of files, for tests that may write into it; no file of it is written a second time, so that
    whoever changes one replaces it.
    """

    def __init__(self, original: Path, base: Path) -> None:
        self.original = original
        self.unused = (base / str(number) for number in count())
        self.folder: Path | None = None

    def as_made(self) -> Path:
        """Returns the copy of the test before, if that has left it as it was; else a new one."""
        if self.folder is None or files_in(self.folder) != files_in(self.original):
            self.folder = next(self.unused)
            shutil.copytree(self.original, self.folder, copy_function=os.link)
        return self.folder


def files_in(folder: Path) -> dict[str, int]:
    """Returns which file each is, by its path in the folder."""
    files: dict[str, int] = {}
    for path, _folders, _names in os.walk(folder):
        inside = path.removeprefix(str(folder))
        files |= {f"{inside}/{entry.name}": entry.inode() for entry in os.scandir(path) if entry.is_file()}
    return files

"""Where tests write files: a folder that a test leaves as it was made is the next one's too, as most are."""

from __future__ import annotations

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

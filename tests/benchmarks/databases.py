"""A database that is filled: once by whoever fills it, then for each run from a copy, so that every run begins alike."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from setup import postgres
from setup.build_cache import fingerprint, is_done, mark_done
from setup.console import ROOT, Missing, last_words, say

HERE = Path(__file__).parent
FILLS = [
    HERE / name
    for name in ("texts.py", "sizes.py", "bulk.py", "filling.py", "indexing.py", "writing.py", "crowd/filling.py")
]

type Fill = Callable[[str], object]
"""Fills the empty database at a DATABASE_URL ("" is the embedded one, in its folder)."""


@contextmanager
def filled(database: str, folder: Path, fill: Fill) -> Iterator[str]:
    """The DATABASE_URL of one that is filled and as safe as in production. What is stored of it stands in the folder."""
    make = sqlite if database == "sqlite" else postgresql
    with make(folder, fill) as url:
        yield url


@contextmanager
def sqlite(folder: Path, fill: Fill) -> Iterator[str]:
    file, copy = folder / "db.sqlite3", folder / "filled.sqlite3"
    if not is_stored(copy):
        clear(folder)
        fill("")
        shutil.copyfile(file, copy)
        mark_stored(copy)
    clear(folder)
    shutil.copyfile(copy, file)
    yield ""


def clear(folder: Path) -> None:
    for file in folder.glob("db.sqlite3*"):
        file.unlink()


@contextmanager
def postgresql(folder: Path, fill: Fill) -> Iterator[str]:
    """Filled in a cluster that is in no hurry to write, measured in one that is."""
    found = postgres.find_binaries()
    if found is None:
        raise Missing("No PostgreSQL can be had: apt install postgresql")
    binaries, copy = found[0], folder / "filled.dump"
    if not is_stored(copy):
        with postgres.cluster(binaries) as url:
            fill(url)
            called([binaries / "pg_dump", "--format=custom", "--compress=1", f"--file={copy}", f"--dbname={url}"])
        mark_stored(copy)
    with postgres.cluster(binaries, durable=True) as url:
        say("Restoring the filled database")
        called([binaries / "pg_restore", "--jobs=2", "--no-owner", f"--dbname={url}", copy])
        yield url


def called(command: list[str | Path]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Missing(f"{Path(command[0]).name} failed: {last_words(done.stderr)}")


def is_stored(copy: Path) -> bool:
    return copy.is_file() and is_done(stamp_of(copy), content())


def mark_stored(copy: Path) -> None:
    mark_done(stamp_of(copy), content())


def stamp_of(copy: Path) -> Path:
    return copy.with_suffix(".stamp")


def content() -> str:
    """What is filled changes with the texts, the sizes, and the tables."""
    return fingerprint(*FILLS, *sorted(ROOT.glob("*/migrations")), but=frozenset({"__pycache__"}))

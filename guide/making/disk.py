"""Where the files of editions lie, and how one is written: beside its place, then renamed, so that nobody reads half."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from guide.editions import Edition


def folder(number: int, language: str) -> Path:
    """Where an edition lies in a language; no query, and it may not be there."""
    return Path(settings.EDITIONS_ROOT) / str(number) / language


def folder_of(edition: Edition) -> Path:
    """Where an edition lies in its own language."""
    return folder(edition.number, edition.language)


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes each file beside its place, then renames it: a reader never gets half of one. The page comes last."""
    for name in sorted(files, key=lambda name: name == "index.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            unfinished.write_bytes(files[name])
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder beside the editions, of which nobody reads: what is made there is put in place, or goes."""
    root = _workshops()
    root.mkdir(parents=True, exist_ok=True)
    path = Path(tempfile.mkdtemp(dir=root))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def put_in_place(made: Path, folder: Path) -> None:
    """Renames each file to its place, the page last: a reader never gets half of one."""
    names = sorted(path.relative_to(made) for path in made.rglob("*") if path.is_file())
    for name in sorted(names, key=lambda name: name == Path("index.html")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).replace(folder / name)


def clear_workshops(*, older_than: int) -> None:
    """Removes what workers left behind that were killed; in seconds."""
    root = _workshops()
    for path in root.iterdir() if root.is_dir() else ():
        if time.time() - path.stat().st_mtime > older_than:
            shutil.rmtree(path, ignore_errors=True)


def remove_all(folder: Path, *, but: str) -> None:
    """Removes what lies in a folder, but for one file."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name == but:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _workshops() -> Path:
    return Path(settings.EDITIONS_ROOT) / ".making"

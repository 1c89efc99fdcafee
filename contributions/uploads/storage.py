"""Where the files of pictures lie: one folder each, named by an opaque word, there as a whole or not at all."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

TOKEN = re.compile(r"[0-9a-f]{16}")
_UNFINISHED = ".unfinished-"


def new_token() -> str:
    """Nobody guesses it: whoever can name a picture has seen it."""
    return secrets.token_hex(8)


def folder_of(kind: str, token: str) -> Path:
    return Path(settings.MEDIA_ROOT) / kind / token[:2] / token


@contextmanager
def unfinished(kind: str, token: str) -> Iterator[Path]:
    """A folder to fill, beside its place; what is still in it at the end goes."""
    folder = folder_of(kind, token).with_name(f"{_UNFINISHED}{token}")
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def finish(folder: Path, kind: str, token: str) -> None:
    """Puts a filled folder into its place, on disk before any row can speak of it."""
    for path in folder.iterdir():
        _flush(path)
    folder.rename(folder_of(kind, token))
    _flush(folder.parent)


def _flush(path: Path) -> None:
    with suppress(OSError):  # not every system lets a folder be flushed
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove(kind: str, token: str) -> None:
    remove_folder(folder_of(kind, token))


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def folders(kind: str, *, older_than: float) -> Iterator[tuple[str, Path]]:
    """Each folder of this kind that nobody has touched for `older_than` seconds, with its token; "" where it is unfinished."""
    now = time.time()
    for folder in (Path(settings.MEDIA_ROOT) / kind).glob("[0-9a-f][0-9a-f]/*"):
        with suppress(OSError):  # it may go while we look
            if now - folder.stat().st_mtime > older_than:
                token = folder.name if TOKEN.fullmatch(folder.name) else ""
                if token or folder.name.startswith(_UNFINISHED):
                    yield token, folder

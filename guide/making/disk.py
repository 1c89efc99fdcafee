"""Where the files of editions lie, and how one is written: beside its place, then renamed, so that nobody reads half."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
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

"""Where the films lie once they are made: under a hash of all that draws them, so that a change makes them anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.videos.catalogue import FILMS
from demo.videos.encoding import FORMS
from setup.build_cache import fingerprint
from setup.console import ROOT, VAR

SOURCES = (ROOT / "demo" / "videos", ROOT / "demo" / "pictures")


@cache
def folder() -> Path:
    sources = fingerprint(*SOURCES, but=frozenset({"__pycache__"}))
    return VAR / "films" / sources[:20]


def is_filled() -> bool:
    return all((folder() / f"{film.name}.{form}").exists() for film in FILMS for form in FORMS)


@contextmanager
def filling() -> Iterator[Path]:
    """An empty folder whose files are those of the cache once all of them are there."""
    folder().parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder().parent, prefix="making-") as making:
        yield Path(making)
        folder().mkdir(exist_ok=True)
        for file in Path(making).iterdir():
            file.replace(folder() / file.name)

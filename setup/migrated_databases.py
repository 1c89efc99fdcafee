"""Databases that tests start from, migrated or filled, stored by a hash of their sources: another run copies them."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from setup.build_cache import fingerprint
from setup.console import ROOT

FOLDER = ROOT / "var" / "tests"
MOST_STORED = 3
"""Of one kind, whatever its version is."""

IMPORTED = re.compile(r"^from ([\w.]+) import|^import ([\w.]+)", re.MULTILINE)


def path_of(kind: str) -> Path:
    """Returns the folder where the database of this kind ("sqlite", "postgresql-15.4") is stored, there or not."""
    return FOLDER / f"{migrations_hash()}.{kind}"


@contextmanager
def filling(path: Path) -> Iterator[Path]:
    """An empty folder that stands at this path once it is filled, whole or not at all; the oldest of its kind go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=FOLDER, prefix="making-") as folder:
        yield Path(folder)
        if path.exists():  # another run was quicker
            return
        path.mkdir()
        Path(folder).rename(path)
        Path(folder).mkdir()
    kind = path.name.partition(".")[2].partition("-")[0]
    by_age = sorted(FOLDER.glob(f"*.{kind}*"), key=lambda stored: stored.stat().st_mtime, reverse=True)
    for old in by_age[MOST_STORED:]:
        shutil.rmtree(old, ignore_errors=True)


@cache
def migrations_hash() -> str:
    """Returns a hash of the migrations, of every module of the project they import, and of the packages' versions."""
    files = sources_of(set(ROOT.glob("*/migrations/*.py")))
    return fingerprint(ROOT / "requirements.txt", ROOT / "guide_project" / "settings.py", *sorted(files))[:20]


def sources_of(files: set[Path]) -> set[Path]:
    """Returns these files and all modules of the project that they import, directly or through others."""
    found: set[Path] = set()
    while files:
        found |= files
        files = {module for file in files for module in imported_by(file)} - found
    return found


def imported_by(file: Path) -> set[Path]:
    names = (first or second for first, second in IMPORTED.findall(file.read_text()))
    places = (ROOT.joinpath(*name.split(".")) for name in names)
    candidates = (path for place in places for path in (place.with_suffix(".py"), place / "__init__.py"))
    return {path for path in candidates if path.exists()}

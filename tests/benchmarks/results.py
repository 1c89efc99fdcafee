"""What was found, stored under var/bench/ by commit, database and size: for people, for the marks, for `make bench-compare`."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from setup.console import ROOT, VAR

FOLDER = VAR / "bench"


@cache
def commit() -> str:
    """What is measured, with a word more where files have changed since; as it was when it was first asked."""
    known = said_by_git("rev-parse", "--short=12", "HEAD") or "unknown"
    return f"{known}-changed" if said_by_git("status", "--porcelain", "--untracked-files=no") else known


def said_by_git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip()


def file_of(database: str, size: str) -> Path:
    return FOLDER / f"{commit()}-{database}-{size}.json"


def stored(database: str, size: str) -> dict[str, Any]:
    """The parts that were measured of this commit already."""
    file = file_of(database, size)
    found: dict[str, Any] = json.loads(file.read_text())["parts"] if file.is_file() else {}
    return found


def store(database: str, size: str, parts: dict[str, Any]) -> Path:
    """Over what was stored of the same, part by part."""
    file = file_of(database, size)
    everything = {
        "commit": commit(),
        "database": database,
        "size": size,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "parts": stored(database, size) | parts,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(everything, indent=1, ensure_ascii=False))
    return file

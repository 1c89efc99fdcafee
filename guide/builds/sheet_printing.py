"""Prints a sheet while a request waits: in a process of its own, one at a time in each worker."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

from guide.publication.print_process import SHEET

log = logging.getLogger(__name__)

WAIT_SECONDS = 30.0
LONGEST = 90.0
_PASSED_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV", "HOME")
_place = threading.BoundedSemaphore(1)


def print_sheet(html: str, css: str, pictures: Mapping[str, Path] | None = None) -> bytes | None:
    """For settings.SHEET_PRINTER: returns a tagged PDF; None where it cannot be made now, or Pango is missing.

    The document shows each of the pictures as `asset:` and its name.
    """
    if not _place.acquire(timeout=WAIT_SECONDS):
        return None
    try:
        with tempfile.TemporaryDirectory(prefix="sheet-") as folder:
            return _printed(html, css, pictures or {}, Path(folder))
    finally:
        _place.release()


def _printed(html: str, css: str, pictures: Mapping[str, Path], folder: Path) -> bytes | None:
    document = {"html": html, "css": css, "pictures": {name: str(path) for name, path in pictures.items()}}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "guide.publication.print_process", str(folder), str(settings.PUBLICATION_ASSETS)],
            input=json.dumps(document).encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={name: os.environ[name] for name in _PASSED_ENVIRONMENT if name in os.environ}
            | {"TMPDIR": str(folder)},
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        log.warning("A sheet could not be printed: %s", type(problem).__name__)
        return None
    made = folder / SHEET
    if done.returncode or not made.is_file():
        log.warning("A sheet could not be printed: %s", done.stderr[-500:].decode(errors="replace"))
        return None
    return made.read_bytes()

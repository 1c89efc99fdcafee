"""The server's side of opening a file: one bounded process a file, few at a time. A bad file takes down nothing else."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings

from contributions.uploads import limits
from contributions.uploads.limits import EncodedPicture, FileRefused

log = logging.getLogger(__name__)
AT_ONCE = 2
WAIT_SECONDS = 30.0
_ROOT = Path(__file__).resolve().parent.parent.parent
# The process that opens hostile files knows none of the site's secrets.
_PASSED_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
_places = threading.BoundedSemaphore(AT_ONCE)


def make_picture(content: bytes, folder: Path, *, most_pixels: int) -> EncodedPicture:
    """Fills `folder` with what the site stores of a picture; raises Refused."""
    made = _ask("picture", content, folder, most_pixels)
    return EncodedPicture(made["width"], made["height"], tuple(made["widths"]), made["print_name"], made["size"])


def make_poster(content: bytes, folder: Path, *, most_pixels: int) -> str:
    """Fills `folder` with the picture before a video, as limits.POSTER; returns its form: "png", "webp" or "jpg".

    Raises Refused.
    """
    return str(_ask("poster", content, folder, most_pixels)["form"])


def check_pdf(content: bytes, folder: Path) -> int:
    """The pages of a PDF that does nothing by itself; raises Refused."""
    return int(_ask("pdf", content, folder, 0)["pages"])


def check_slides(content: bytes, folder: Path) -> tuple[str, int]:
    """Returns the kind of slides that do nothing by themselves ("pdf", "odp", "pptx"), and their number; raises Refused."""
    made = _ask("slides", content, folder, 0)
    return str(made["kind"]), int(made["pages"])


def _ask(what: str, content: bytes, folder: Path, most: int) -> dict[str, Any]:
    if not _places.acquire(timeout=WAIT_SECONDS):
        raise FileRefused("unavailable")
    try:
        _run(what, content, folder, most)
    finally:
        _places.release()
    return _result(folder)


def _run(what: str, content: bytes, folder: Path, most: int) -> None:
    """The process writes into files only: nothing that it says can fill the server's memory."""
    try:
        subprocess.run(
            [sys.executable, "-m", "contributions.uploads.worker", what, str(folder.resolve()), str(most)],
            input=content,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _PASSED_ENVIRONMENT if name in os.environ},
            timeout=limits.HANG_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise FileRefused("unavailable") from None
    except OSError as error:
        raise FileRefused("unavailable") from error


def _result(folder: Path) -> dict[str, Any]:
    """What the process left behind; one that was ended by the kernel leaves nothing."""
    file = folder / limits.RESULT
    try:
        result: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        result = {"refused": "too_costly", "details": {}}
    file.unlink(missing_ok=True)
    if "refused" in result:
        raise _refused(result, folder)
    return result


def _refused(result: dict[str, Any], folder: Path) -> FileRefused:
    """A disk without room looks like a bad file to the process: whoever runs the site is told."""
    if result["refused"] in {"too_costly", "damaged"} and shutil.disk_usage(folder).free < limits.FILE_BYTES:
        log.error("No file was taken in: the disk of DATA_DIR is full (%s)", settings.DATA_DIR)
        return FileRefused("unavailable")
    return FileRefused(result["refused"], **result["details"])

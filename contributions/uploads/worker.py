"""The process in which a file that somebody sent is opened: `python -m contributions.uploads.worker WHAT FOLDER MOST`.

The file comes by the standard input, what is made of it goes into FOLDER, where result.json says what, or why nothing
was made. Memory, processor time and the size of files are bounded by the kernel, before any decoder is loaded.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from contributions.uploads import limits

resource: Any
try:
    import resource
except ImportError:  # not to be had on every platform: there the server's deadline alone bounds a file
    resource = None


NICER = 10
"""The server, and texts that are laid out, go first where processors are few."""


def main() -> None:
    what, folder, most = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    bound()
    content = sys.stdin.buffer.read()
    try:
        result = _made(what, content, folder, most)
    except limits.FileRefused as refused:
        result = {"refused": refused.reason, "details": refused.details}
    except MemoryError:
        result = {"refused": "too_costly", "details": {}}
    except Exception:  # whatever a decoder makes of a file that nobody foresaw
        result = {"refused": "damaged", "details": {}}
    (folder / limits.RESULT).write_text(json.dumps(result), encoding="utf-8")


def bound() -> None:
    if resource is None:
        return
    os.nice(NICER)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, limits.MEMORY_BYTES)
    _limit(resource.RLIMIT_CPU, limits.CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, limits.FILE_BYTES)


def _limit(kind: int, value: int) -> None:
    """Set both limits; macOS has the names of some but refuses them."""
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (ValueError, OSError):
        return


def _made(what: str, content: bytes, folder: Path, most: int) -> dict[str, Any]:
    """The decoders are loaded here, once the limits stand."""
    if what == "pdf":
        from contributions.uploads.pdf_check import check_pdf

        return {"pages": check_pdf(content)}
    from contributions.uploads.encoding import make_picture

    return asdict(make_picture(content, folder, most_pixels=most))


if __name__ == "__main__":
    main()

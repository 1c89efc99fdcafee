"""The process in which a file that somebody sent is opened: `python -m contributions.uploads.worker WHAT FOLDER MOST`.

The file comes by the standard input, what is made of it goes into FOLDER, where result.json says what, or why nothing
was made. Memory, processor time and the size of files are bounded by the kernel, before any decoder is loaded.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from common.process_limits import bound_this_process
from contributions.uploads import limits


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
    bound_this_process(memory_bytes=limits.MEMORY_BYTES, cpu_seconds=limits.CPU_SECONDS, file_bytes=limits.FILE_BYTES)


def _made(what: str, content: bytes, folder: Path, most: int) -> dict[str, Any]:
    """The decoders are loaded here, once the limits stand."""
    if what == "pdf" or (what == "slides" and content.startswith(b"%PDF")):
        from contributions.uploads.document_check import check_pdf

        return {"kind": "pdf", "pages": check_pdf(content)}
    if what == "slides":
        from contributions.uploads.document_check import check_presentation

        kind, pages = check_presentation(content)
        return {"kind": kind, "pages": pages}
    from contributions.uploads.encoding import make_picture, make_poster

    if what == "poster":
        return {"form": make_poster(content, folder, most_pixels=most)}
    return asdict(make_picture(content, folder, most_pixels=most))


if __name__ == "__main__":
    main()

"""The process in which a sheet is printed for a request: `python -m guide.publication.print_process FOLDER ASSETS`.

The document comes by the standard input as JSON ("html" and "css"); the PDF is written into FOLDER. Memory and processor time
are bounded by the kernel before anything is laid out. What a server with several threads cannot do is to fork.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

resource: Any
try:
    import resource
except ImportError:  # not to be had on every platform: there the server's deadline alone bounds a sheet
    resource = None

SHEET: Final = "sheet.pdf"
MEMORY_BYTES: Final = 1_500_000_000
CPU_SECONDS: Final = 60
NICER: Final = 10


def main() -> None:
    folder, assets = Path(sys.argv[1]), Path(sys.argv[2])
    _bound()
    document = json.load(sys.stdin)
    from .faces import font_faces, fonts_for
    from .pdf import press

    fonts = fonts_for(document["html"], assets)
    made = press().print_document(document["html"], font_faces(fonts) + document["css"], fonts)
    (folder / SHEET).write_bytes(made)


def _bound() -> None:
    if resource is None:
        return
    os.nice(NICER)
    for kind, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
    ):
        hard = resource.getrlimit(kind)[1]
        bounded = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (bounded, bounded))


if __name__ == "__main__":
    main()

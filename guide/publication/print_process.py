"""The process in which a sheet is printed for a request: `python -m guide.publication.print_process FOLDER ASSETS`.

The document comes by the standard input as JSON ("html", "css", and the paths of its "pictures"); the PDF is written into
FOLDER. Memory and processor time are bounded by the kernel before anything is laid out. What a server with several threads
cannot do is to fork.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from common.process_limits import bound_this_process

SHEET: Final = "sheet.pdf"
MEMORY_BYTES: Final = 1_500_000_000
CPU_SECONDS: Final = 60


def main() -> None:
    folder, assets = Path(sys.argv[1]), Path(sys.argv[2])
    bound_this_process(memory_bytes=MEMORY_BYTES, cpu_seconds=CPU_SECONDS)
    document = json.load(sys.stdin)
    from .faces import font_faces, fonts_for
    from .japanese import with_whole_endings as with_whole_japanese_endings
    from .pdf import press
    from .pictures import TYPES
    from .typesetting import with_whole_endings

    is_japanese = '<html lang="ja"' in document["html"]
    html = (with_whole_japanese_endings if is_japanese else with_whole_endings)(document["html"])
    fonts = fonts_for(html, assets)
    paths = {name: Path(path) for name, path in document["pictures"].items()}
    pictures = {name: (path.read_bytes(), TYPES[path.suffix]) for name, path in paths.items()}
    made = press().print_document(html, font_faces(fonts) + document["css"], fonts | pictures)
    (folder / SHEET).write_bytes(made)


if __name__ == "__main__":
    main()

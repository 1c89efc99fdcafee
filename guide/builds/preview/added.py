"""The web page of a language before it is added to an edition, as its editors see it: files in a folder of each preview."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from guide import serving
from guide.builds.disk import write_all
from guide.builds.preview import state as states
from guide.builds.preview.building import web_files
from guide.editions import Edition
from guide.publication.document import Guide

SCRIPT = re.compile(rb'<script src="[^"<]*"[^<>]*></script>')  # the browser would store it for reading offline
SHOWN_FOR = 3600  # seconds: whoever looks longer asks for it again


def page_of_preview(digest: str) -> str:
    """Returns the name of the file to open, which `store_added_preview` writes."""
    return f"{digest}/index.html"


def store_added_preview(edition: Edition, guide: Guide, digest: str) -> None:
    """Makes the page of what would go out, with `digest` as its name.

    Previews that are older than an hour are removed. All are, where a name or a consent goes: see `states.forget_previews`.
    """
    folder = states.folder_of(edition.number, guide.language)
    for known in folder.glob("*"):
        if known.is_dir() and time.time() - known.stat().st_mtime > SHOWN_FOR:
            shutil.rmtree(known, ignore_errors=True)
    files = web_files(edition, guide)
    pages = {name: SCRIPT.sub(b"", content) for name, content in files.items() if name.endswith(".html")}
    write_all(folder / digest, {**files, **pages})


def added_preview_file(number: int, language: str, name: str) -> Path | None:
    """Returns a file of such a preview; None where there is none, any more or at all."""
    return serving.file_in(states.folder_of(number, language), name)

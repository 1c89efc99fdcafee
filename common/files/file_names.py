"""Names of files: where they lie, of which type they are, and which of them never change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
COMPRESSIBLE: Final = frozenset({".html", ".css", ".js", ".md", ".txt", ".xml", ".json", ".webmanifest", ".svg"})
NAMED_AFTER_CONTENT: Final = re.compile(r"(?:\.[0-9a-f]{12}|^[0-9a-f]{32})\.[a-z0-9]+$")


def file_in(folder: Path, name: str) -> Path | None:
    """The file of this name inside `folder`; None for what is not there, hidden, or elsewhere."""
    if "\0" in name or any(not part or part.startswith(".") for part in name.split("/")):
        return None
    try:
        root = folder.resolve()
        path = (root / name).resolve()
        return path if path.is_relative_to(root) and path.is_file() else None
    except OSError:  # a name longer than the file system can hold
        return None

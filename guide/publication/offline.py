"""What makes the guide readable without a network, and has it installed: a service worker, and a manifest with its icons.

The worker is the built one behind a line that says which edition it stores: a page that changes makes another worker, which
replaces what the last one stored. Files to download are never stored.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from .assets import Assets
from .document import Guide

WORKER: Final = "sw.js"
MANIFEST: Final = "guide.webmanifest"
ICONS: Final = (
    ("app-icons/192.png", "192x192", "any"),
    ("app-icons/512.png", "512x512", "any"),
    ("app-icons/maskable.png", "512x512", "maskable"),
)
OFFLINE_SUFFIXES: Final = {".css", ".js", ".svg", ".woff2"}
PAPER: Final = "#fdfdfb"
INK: Final = "#17202b"


def worker(copies: Assets, page: bytes, *, also: tuple[str, ...] = ()) -> dict[str, bytes]:
    """The service worker of a page that shows these copies, and stores `also` other pages; nothing where the front end was
    built without one.
    """
    if not (copies.folder / WORKER).is_file():
        return {}
    files = sorted(name for name in copies.files if PurePosixPath(name).suffix in OFFLINE_SUFFIXES)
    stored = ["./", *also, MANIFEST, *files]
    edition = {"version": hashlib.sha256(page + repr(stored).encode()).hexdigest()[:12], "stored": stored}
    return {WORKER: f"self.edition={_json(edition)};\n".encode() + copies.read(WORKER)}


def manifest(guide: Guide, copies: Assets) -> dict[str, bytes]:
    """What a device needs to install the guide; its icons are taken along in `copies`."""
    icons = [
        {"src": copies.add(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in ICONS
        if (copies.folder / name).is_file()
    ]
    data = {
        "name": guide.title,
        "short_name": guide.title,
        "description": guide.summary or guide.subtitle,
        "lang": guide.language,
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": icons,
    }
    return {MANIFEST: _json(data).encode()}


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

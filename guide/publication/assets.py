"""The files that an edition takes along: style sheet, fonts, motifs, icons and script, under names made of their content.

An edition stores its own copies, so that it stays as it was when the site's look changes.

What makes the guide readable without a network, and has it installed: a service worker, and a manifest with its icons.

The worker is the built one behind a line that says which edition it stores: a page that changes makes another worker, which
replaces what the last one stored. Files to download are never stored.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final

from guide.publication.document import Guide

URL = re.compile(r"""url\(\s*+(['"]?)([^'"()\s]++)\1\s*+\)""")
ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


class MissingAsset(LookupError):
    """A file of the built front end is not there; the message names it."""


class Assets:
    """Collects built files below `folder` and what they refer to.

    `files` maps the name inside the edition to the bytes; `names` maps the name in the folder to that name.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.files: dict[str, bytes] = {}
        self.names: dict[str, str] = {}

    def add(self, name: str) -> str:
        """Takes one file along, a style sheet with all that it shows, and returns its name in the edition."""
        if name not in self.names:
            content = self.read(name)
            if name.endswith(".css"):
                content = self.with_its_files(name, content.decode()).encode()
            self.names[name] = hashed(name, content)
            self.files[self.names[name]] = content
        return self.names[name]

    def add_if_built(self, name: str) -> str:
        """The same for a file that a build may leave out; an empty name then."""
        return self.add(name) if (self.folder / name).is_file() else ""

    def read(self, name: str) -> bytes:
        path = (self.folder / name).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            raise MissingAsset(f"{name} is not in {self.folder.name}: build the front end first")
        return path.read_bytes()

    def with_its_files(self, name: str, css: str) -> str:
        """The style sheet with every address replaced by that of the copy beside it."""

        def address(match: re.Match[str]) -> str:
            target = match[2].strip()
            if ELSEWHERE.match(target):
                return match[0]
            path, mark, fragment = target.partition("#")
            return f'url("{self.add(beside(name, path))}{mark}{fragment}")'

        return URL.sub(address, css)


def beside(name: str, target: str) -> str:
    """The name of a file that is referred to from another one, without its query; "..", too, leads inside the folder."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / target.partition("?")[0]).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def hashed(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    return f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"


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

"""Files in memory, each with its compressed variants, up to a bound; what was not asked for the longest goes first.

How a text travels: as it is, or compressed in the best way that the reader's program takes.

Each variant is made once, when it is first asked for, and cached in memory. It is made as well as can be: for the guide's
page of 80 KB Brotli's best takes 90 ms and saves 8 % over what takes 3 ms.

Names of files: where they lie, of which type they are, and which of them never change.

A part of a file on disk, which nobody has to read into memory to send it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BufferedReader, FileIO
from pathlib import Path
from threading import Lock
from typing import Final

import brotli
import zstandard
from django.utils.http import http_date

IDENTITY: Final = "identity"
# The best first, which decides where a reader likes several as much.
ENCODINGS: Final = ("br", "zstd", "gzip")
SMALLEST = 200  # bytes; below, nothing is won
LARGE = 500_000  # bytes; above, the best would keep a reader waiting for a second
ITEM = re.compile(r"\s*+([\w*-]{1,20}+)\s*+(?:;\s*+q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*+)?", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=500)
def preferred(accepted: str) -> str:
    """What a reader who says so in Accept-Encoding gets. What makes no sense says nothing."""
    weights: dict[str, float] = {}
    for item in accepted[:500].split(","):
        if found := ITEM.fullmatch(item):
            weights[found[1].lower()] = float(found[2] or 1)
    others = weights.get("*", 0.0)
    liked = {name: weights.get(name, others) for name in ENCODINGS}
    best = max(ENCODINGS, key=lambda name: liked[name])  # the first of equals
    plain = weights.get(IDENTITY, 0.0)
    return best if liked[best] > 0 and liked[best] >= plain else IDENTITY


def compress(content: bytes, encoding: str) -> bytes:
    """The same bytes each time."""
    is_large = len(content) > LARGE
    if encoding == "br":
        return bytes(brotli.compress(content, quality=5 if is_large else 11))
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=9 if is_large else 19).compress(content)
    return gzip.compress(content, compresslevel=9, mtime=0)


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


type Stamp = tuple[int, int, int]

PIECE: Final = 256 * 1024


class FilePart:
    """The bytes `first` to `last` of a file as it was when it had this `stamp`, opened when they are read.

    guide_project/server/edge looks at `name` and `span`, and has the server send them.
    """

    def __init__(self, path: Path, first: int, last: int, stamp: Stamp) -> None:
        self.name, self.span, self._stamp = str(path), (first, last), stamp
        self._file: FileIO | None = None

    def read(self, size: int = -1) -> bytes:
        """It ends early where the file is another one by now."""
        if self._file is None:
            self._file = FileIO(self.name)
            self._file.seek(self.span[0] if file_version(self._file.fileno()) == self._stamp else self.span[1] + 1)
        left = max(0, self.span[1] + 1 - self._file.tell())
        return self._file.read(left if size < 0 else min(left, size)) or b""

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := self.read(PIECE):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def file_version(descriptor: int) -> Stamp:
    """Tells a file from what took its place: files that are served are never written into, another is put there."""
    details = os.fstat(descriptor)
    return details.st_mtime_ns, details.st_size, details.st_ino


@dataclass(eq=False)
class CachedFile:
    """A file as it was when it was last looked at. `content` is None for one that is too large to be cached."""

    path: Path
    stamp: Stamp
    digest: str
    content: bytes | None
    variants: dict[str, bytes] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return self.stamp[1]

    @property
    def modified(self) -> int:
        return self.stamp[0] // 1_000_000_000

    @cached_property
    def last_modified(self) -> str:
        return http_date(self.modified)

    @property
    def type(self) -> str:
        return TYPES.get(self.path.suffix, "application/octet-stream")

    @property
    def is_compressible(self) -> bool:
        """Such files are sent compressed, and then never in parts."""
        return self.path.suffix in COMPRESSIBLE

    @property
    def weight(self) -> int:
        return len(self.content or b"") + sum(map(len, self.variants.values()))

    def etag(self, encoding: str) -> str:
        return f'"{self.digest}"' if encoding == IDENTITY else f'"{self.digest}-{encoding}"'

    def body(self, encoding: str = IDENTITY) -> bytes | None:
        return self.content if encoding == IDENTITY else self.variants[encoding]

    def part(self, first: int, last: int) -> FilePart:
        """From disk, those bytes of a file that is too large."""
        return FilePart(self.path, first, last, self.stamp)


class FileCache:
    """Gives files as they are now, from memory where they have not changed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._files: OrderedDict[Path, CachedFile] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def file(self, path: Path) -> CachedFile | None:
        """The file; None where there is none."""
        try:
            with path.open("rb") as file:
                return self._known(path, file_version(file.fileno())) or self._read(path, file)
        except OSError:
            return None

    def with_variant(self, cached: CachedFile, encoding: str) -> str:
        """Has this variant of the file ready; returns the encoding to use, which is none where that wins nothing."""
        if encoding == IDENTITY or cached.content is None or not cached.is_compressible or cached.size < SMALLEST:
            return IDENTITY
        if encoding not in cached.variants:
            compressed = compress(cached.content, encoding)
            with self._lock:
                cached.variants.setdefault(encoding, compressed)
                self._weigh()
        return encoding if len(cached.variants[encoding]) < cached.size else IDENTITY

    def _known(self, path: Path, stamp: Stamp) -> CachedFile | None:
        with self._lock:
            cached = self._files.get(path)
            if cached is None or cached.stamp != stamp:
                return None
            self._files.move_to_end(path)
            return cached

    def _read(self, path: Path, file: BufferedReader) -> CachedFile:
        stamp = file_version(file.fileno())
        fits = stamp[1] <= self._most // 2
        content = file.read() if fits else None
        digest = hashlib.file_digest(file, "sha256") if content is None else hashlib.sha256(content)
        cached = CachedFile(path, stamp, digest.hexdigest()[:32], content)
        with self._lock:
            self._files[path] = cached
            self._files.move_to_end(path)
            self._weigh()
        return cached

    def _weigh(self) -> None:
        """Lets go of what was not asked for the longest, until the rest is light enough."""
        weight = sum(cached.weight for cached in self._files.values())
        while weight > self._most and len(self._files) > 1:
            _path, oldest = self._files.popitem(last=False)
            weight -= oldest.weight

"""Files in memory, each with its compressed variants, up to a bound; what was not asked for the longest goes first."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cached_property
from io import BufferedReader
from pathlib import Path
from threading import Lock

from django.utils.http import http_date

from common.files.encodings import IDENTITY, SMALLEST, compress
from common.files.file_names import COMPRESSIBLE, TYPES
from common.files.file_part import FilePart, Stamp, file_version


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

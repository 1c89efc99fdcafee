"""Compression by ISA-L (`isal`), which takes a seventh of the time that zlib's quickest level takes for a page."""

from __future__ import annotations

import secrets
from io import BytesIO
from typing import Any, cast

from isal import igzip, isal_zlib

LEVEL = 2
MOST_RANDOM_BYTES = 100
GzipFile: Any = igzip.IGzipFile  # as gzip.GzipFile; it has no types
Damaged = cast(type[Exception], isal_zlib.error)
"""Raised by `decompress` for what `compress` has not returned."""


def compress(content: bytes) -> bytes:
    return isal_zlib.compress(content, LEVEL)


def decompress(packed: bytes) -> bytes:
    return isal_zlib.decompress(packed)


def gzip(content: bytes) -> bytes:
    """Returns what `Content-Encoding: gzip` names; the length varies a little by chance, as with Django's own (BREACH)."""
    packed, name = BytesIO(), "a" * secrets.randbelow(MOST_RANDOM_BYTES)
    with GzipFile(filename=name, fileobj=packed, mode="wb", compresslevel=LEVEL, mtime=0) as file:
        file.write(content)
    return packed.getvalue()

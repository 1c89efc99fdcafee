"""Compression by ISA-L (`isal`), which takes a seventh of the time that zlib's quickest level takes for a page."""

from __future__ import annotations

import secrets
from typing import cast

from isal import isal_zlib

LEVEL = 2
MOST_RANDOM_BYTES = 100
GZIP = 31  # what zlib calls its format, with the largest window
# The head of what ISA-L packs is the shortest of RFC 1952, ten bytes: which byte of it says what else it holds, and where the
# name of a file stands then, which it does not write itself.
FLAGS, NAME = 3, 10
Damaged = cast(type[Exception], isal_zlib.error)
"""Raised by `decompress` for what `compress` has not returned."""


def compress(content: bytes) -> bytes:
    return isal_zlib.compress(content, LEVEL)


def decompress(packed: bytes) -> bytes:
    return isal_zlib.decompress(packed)


def gzip(content: bytes) -> bytes:
    """Returns what `Content-Encoding: gzip` names; the length varies a little by chance, as with Django's own (BREACH)."""
    packed, name = isal_zlib.compress(content, LEVEL, GZIP), b"a" * secrets.randbelow(MOST_RANDOM_BYTES)
    return packed[:FLAGS] + b"\x08" + packed[FLAGS + 1 : NAME] + name + b"\0" + packed[NAME:]

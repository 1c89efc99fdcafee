"""A screen as everybody of one kind reads it, compressed, with holes for what is each reader's own.

Compressing 75 KB takes 1 ms: five times what all the rest of a kept screen takes. So the pieces are compressed once, in the
deflate format (RFC 1951), whose blocks can be joined: what is filled in stands in blocks that are stored as they are.
What always has the same length (`FIXED`) may be repeated as often as forms do it: each but the first is a reference back,
which the compressor makes by itself, since what stands in for it occurs nowhere else.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from kept import holes

LEVEL = 6
WINDOW = 30_000  # bytes that a reference reaches back, with some to spare
HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # RFC 1952, with a name that follows
LONGEST_NAME = 100
FIXED = {"csrf": 64, "token": 36, "writing": 36}
STORED_BELOW = 400
STORED_AT_MOST = 65_535


def _sequence(length: int, signs: bytes) -> bytes:
    """Bytes of which no three in a row occur twice: a match of the compressor begins at its beginning."""
    made, known = bytearray(signs[:1] * 2), set()
    while len(made) < length + 2:
        three = next(bytes([*made[-2:], sign]) for sign in reversed(signs) if bytes([*made[-2:], sign]) not in known)
        known.add(three)
        made.append(three[-1])
    return bytes(made[2:])


STAND_INS = {
    "csrf": _sequence(64, bytes(range(1, 9))),
    "token": _sequence(36, bytes(range(14, 20))),
    "writing": _sequence(36, bytes(range(20, 26))),
}


class NotForMany(Exception):
    """This screen cannot be kept: something in it is not a whole mark."""


@dataclass
class Screen:
    """`raw` and `packed` hold pieces and names of holes in turn, beginning with a piece."""

    raw: list[bytes]
    packed: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, made: bytes) -> Screen:
        """Raises NotForMany."""
        raw = holes.split(made)
        if not all(map(holes.is_whole, raw[::2])):
            raise NotForMany
        screen = cls(raw)
        screen.packed = pack(raw)
        if not screen._is_right():
            screen.packed = pack(raw, reach=0)
        return screen

    @property
    def names(self) -> set[str]:
        return {name.decode() for name in self.raw[1::2]}

    @property
    def size(self) -> int:
        return sum(map(len, self.raw)) + sum(map(len, self.packed))

    def filled(self, values: Mapping[str, bytes]) -> bytes:
        filled = self.raw.copy()
        filled[1::2] = [values[name.decode()] for name in self.raw[1::2]]
        return b"".join(filled)

    def compressed(self, values: Mapping[str, bytes]) -> bytes:
        """What is filled, as gzip; its length varies a little by chance, as with Django's own compression (BREACH)."""
        plain = self.filled(values)
        packed = self.packed.copy()
        packed[1::2] = [_packed(values[name.decode()]) for name in self.packed[1::2]]
        name = b"a" * secrets.randbelow(LONGEST_NAME)
        end = zlib.crc32(plain).to_bytes(4, "little") + len(plain).to_bytes(4, "little")
        return b"".join([HEADER, name, b"\0", *packed, end])

    def _is_right(self) -> bool:
        values = {
            name: secrets.token_hex(32)[: FIXED[name]].encode() if name in FIXED else name.encode()
            for name in self.names
        }
        return zlib.decompress(self.compressed(values), 31) == self.filled(values)


def _packed(value: bytes) -> bytes:
    """By itself, whole blocks; what is short is not worth it."""
    if len(value) < STORED_BELOW:
        return _stored(value)
    deflate = _fresh()
    return deflate.compress(value) + deflate.flush(zlib.Z_SYNC_FLUSH)


def _stored(value: bytes) -> bytes:
    """A block that is not compressed (RFC 1951, 3.2.4); several where it is long."""
    blocks = []
    for begin in range(0, len(value), STORED_AT_MOST):
        block = value[begin : begin + STORED_AT_MOST]
        blocks += [b"\0", len(block).to_bytes(2, "little"), (len(block) ^ 0xFFFF).to_bytes(2, "little"), block]
    return b"".join(blocks)


def pack(raw: list[bytes], reach: int = WINDOW) -> list[bytes]:
    """The pieces compressed, and the names of the holes that stay between them.

    A hole of varying length ends what later pieces may refer to; one of FIXED length stays where it comes first, or
    farther than `reach` from where it was before.
    """
    deflate, packed, open_piece = _fresh(), [], []
    seen: dict[bytes, int] = {}
    place = 0
    for piece, name in zip(raw[::2], [*raw[1::2], b""], strict=True):
        open_piece.append(deflate.compress(piece))
        place += len(piece)
        stand_in = STAND_INS.get(name.decode(), b"")
        if stand_in and name in seen and place - seen[name] < reach:
            open_piece.append(deflate.compress(stand_in))
        elif name:
            open_piece.append(deflate.flush(zlib.Z_SYNC_FLUSH))
            packed += [b"".join(open_piece), name]
            open_piece = []
            if stand_in:
                deflate.compress(stand_in)
                deflate.flush(zlib.Z_SYNC_FLUSH)
            else:
                deflate, seen = _fresh(), {}
        if stand_in:
            seen[name] = place
            place += len(stand_in)
    return [*packed, b"".join([*open_piece, deflate.flush()])]


def _fresh() -> zlib._Compress:
    return zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

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
from dataclasses import dataclass
from functools import lru_cache
from sys import getsizeof, intern
from typing import NamedTuple

from kept import holes

type Filling = bytes | Piece

LEVEL = 6
WINDOW = 30_000  # bytes that a reference reaches back, with some to spare
HEADER = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\xff"  # RFC 1952, with a name that follows
LONGEST_NAME = 100
FIXED = {"csrf": 64, "token": 36, "writing": 36}
STORED_BELOW = 400
LONGEST_SHARED = 1_000  # bytes, packed; between the same holes stands the same on most screens
STORED_AT_MOST = 65_535
ZEROS = memoryview(bytes(65_536))


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


class Sum(NamedTuple):
    """What bytes that are not kept add to the checksum (CRC-32) of what they stand in."""

    length: int
    own: int

    @classmethod
    def of(cls, piece: bytes) -> Sum:
        return cls(len(piece), zlib.crc32(piece) ^ _after_zeros(len(piece), 0))

    def after(self, crc: int) -> int:
        """The checksum of what had `crc`, with the bytes behind it. It differs from that of as many zeros by what they are."""
        return _after_zeros(self.length, crc) ^ self.own


def _after_zeros(length: int, crc: int) -> int:
    while length > len(ZEROS):
        crc, length = zlib.crc32(ZEROS, crc), length - len(ZEROS)
    return zlib.crc32(ZEROS[:length], crc)


@lru_cache(maxsize=1_024)
def _shared[Part: Sum | bytes](part: Part) -> Part:
    """The one that an earlier screen has, where it is the same: a third of what screens take."""
    return part


@dataclass(frozen=True, slots=True)
class Screen:
    """The pieces between holes, and of which holes. What they unpack to is not kept (a sixth of the memory): `plain` says of
    each piece how long that is, and what it adds to a checksum.
    """

    packed: list[bytes]
    packed_holes: list[str]
    plain: list[Sum]
    names: list[str]

    @classmethod
    def of(cls, made: bytes) -> Screen:
        """Raises NotForMany."""
        raw = holes.split(made)
        pieces, names = raw[::2], [intern(name.decode()) for name in raw[1::2]]
        if not all(map(holes.is_whole, pieces)):
            raise NotForMany
        sums = [_shared(Sum.of(piece)) for piece in pieces]
        screen = cls(*pack(pieces, names), sums, names)
        if not screen._is_made_of(pieces):
            screen = cls(*pack(pieces, names, reach=0), sums, names)
        screen.packed[:] = [_shared(piece) if len(piece) <= LONGEST_SHARED else piece for piece in screen.packed]
        return screen

    @property
    def size(self) -> int:
        """What it takes in memory where it is alone."""
        parts = (self, self.packed, self.packed_holes, self.plain, self.names, *self.packed, *self.plain)
        return sum(map(getsizeof, parts))

    def filled(self, values: Mapping[str, Filling]) -> bytes:
        return zlib.decompress(self.compressed(values), 31)

    def compressed(self, values: Mapping[str, Filling]) -> bytes:
        """What is filled, as gzip; its length varies a little by chance, as with Django's own compression (BREACH)."""
        filled_in = [_packed(values[name]) for name in self.packed_holes]
        name = b"a" * secrets.randbelow(LONGEST_NAME)
        return b"".join([HEADER, name, b"\0", *_in_turn(self.packed, filled_in), self._end(values)])

    def _end(self, values: Mapping[str, Filling]) -> bytes:
        """Checksum and length of what is filled."""
        crc = self.plain[0].after(0)
        length = self.plain[0].length
        for name, piece in zip(self.names, self.plain[1:], strict=True):
            value = values[name]
            if isinstance(value, Piece):
                crc, length = value.plain.after(crc), length + value.plain.length
            else:
                crc, length = zlib.crc32(value, crc), length + len(value)
            crc, length = piece.after(crc), length + piece.length
        return crc.to_bytes(4, "little") + length.to_bytes(4, "little")

    def _is_made_of(self, pieces: list[bytes]) -> bool:
        values = {
            name: secrets.token_hex(32)[: FIXED[name]].encode() if name in FIXED else name.encode()
            for name in set(self.names)
        }
        in_full = b"".join(_in_turn(pieces, [values[name] for name in self.names]))
        try:
            return self.filled(values) == in_full
        except zlib.error:
            return False


@dataclass(frozen=True, slots=True)
class Piece:
    """What is filled into many screens: compressed once. Of it as well, what it unpacks to is not kept."""

    packed: bytes
    plain: Sum

    @classmethod
    def of(cls, value: str) -> Piece:
        made = value.encode()
        return cls(_packed(made), Sum.of(made))

    @property
    def size(self) -> int:
        return sum(map(getsizeof, (self, self.packed, self.plain)))


def _packed(value: Filling) -> bytes:
    """By itself, whole blocks; what is short is not worth it."""
    if isinstance(value, Piece):
        return value.packed
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


def pack(pieces: list[bytes], names: list[str], reach: int = WINDOW) -> tuple[list[bytes], list[str]]:
    """The pieces compressed, and the names of the holes that stay between them.

    A hole of varying length ends what later pieces may refer to; one of FIXED length stays where it comes first, or
    farther than `reach` from where it was before.
    """
    deflate, packed, packed_holes, open_piece = _fresh(), [], [], []
    seen: dict[str, int] = {}
    place = 0
    for piece, name in zip(pieces, [*names, ""], strict=True):
        open_piece.append(deflate.compress(piece))
        place += len(piece)
        stand_in = STAND_INS.get(name, b"")
        if stand_in and name in seen and place - seen[name] < reach:
            open_piece.append(deflate.compress(stand_in))
        elif name:
            packed.append(b"".join([*open_piece, deflate.flush(zlib.Z_SYNC_FLUSH)]))
            packed_holes.append(name)
            open_piece = []
            if stand_in:
                deflate.compress(stand_in)
                deflate.flush(zlib.Z_SYNC_FLUSH)
            else:
                deflate, seen = _fresh(), {}
        if stand_in:
            seen[name] = place
            place += len(stand_in)
    return [*packed, b"".join([*open_piece, deflate.flush()])], packed_holes


def _in_turn(pieces: list[bytes], values: list[bytes]) -> list[bytes]:
    """A piece first, and last."""
    turns = [b""] * (len(pieces) + len(values))
    turns[::2], turns[1::2] = pieces, values
    return turns


def _fresh() -> zlib._Compress:
    return zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)

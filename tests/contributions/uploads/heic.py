"""A writer of very small HEIC pictures, for tests: no free encoder is at hand, so blocks are written uncompressed (PCM).

One colour a block of 16 × 16 pixels; at most 16 blocks. The container can say that the picture is turned, and carry Exif.
"""

from __future__ import annotations

import struct

BLOCK = 16
MOST_BLOCKS = 16
# How likely the less likely symbol is, for the first states of the arithmetic coder (ITU-T H.265, table 9-46).
RANGES = [
    *[(128, 176, 208, 240), (128, 167, 197, 227), (128, 158, 187, 216), (123, 150, 178, 205)],
    *[(116, 142, 169, 195), (111, 135, 160, 185), (105, 128, 152, 175), (100, 122, 144, 166)],
    *[(95, 116, 137, 158), (90, 110, 130, 150), (85, 104, 123, 142), (81, 99, 117, 135)],
    *[(77, 94, 111, 128), (73, 89, 105, 122), (69, 85, 100, 116), (66, 80, 95, 110)],
]

type Colour = tuple[int, int, int]


class Bits:
    def __init__(self) -> None:
        self.bits: list[int] = []

    def u(self, count: int, value: int) -> Bits:
        self.bits += [value >> place & 1 for place in reversed(range(count))]
        return self

    def ue(self, *values: int) -> Bits:
        for value in values:
            self.u(2 * (value + 1).bit_length() - 1, value + 1)
        return self

    def flags(self, values: str) -> Bits:
        self.bits += [int(value) for value in values]
        return self

    def stop(self) -> Bits:
        self.bits.append(1)
        return self.align()

    def align(self) -> Bits:
        self.bits += [0] * (-len(self.bits) % 8)
        return self

    def bytes(self) -> bytes:
        return bytes(int("".join(map(str, self.bits[at : at + 8])), 2) for at in range(0, len(self.bits), 8))


class Coder:
    """The arithmetic coder of H.265, as far as these pictures need it."""

    def __init__(self, bits: Bits) -> None:
        self.bits, self.state = bits, 0
        self.begin()

    def begin(self) -> None:
        self.low, self.range, self.is_first, self.outstanding = 0, 510, True, 0

    def likely(self) -> None:
        """The likelier symbol, which becomes likelier still."""
        self.range -= RANGES[self.state][self.range >> 6 & 3]
        self.state += 1
        self._renorm()

    def end(self, value: int) -> None:
        self.range -= 2
        if not value:
            self._renorm()
            return
        self.low, self.range = self.low + self.range, 2
        self._renorm()
        self._put(self.low >> 9 & 1)
        self.bits.u(2, (self.low >> 7 & 3) | 1)
        self.bits.align()
        self.begin()

    def _renorm(self) -> None:
        while self.range < 256:
            if self.low < 256:
                self._put(0)
            elif self.low >= 512:
                self.low -= 512
                self._put(1)
            else:
                self.low -= 256
                self.outstanding += 1
            self.range, self.low = self.range << 1, self.low << 1

    def _put(self, bit: int) -> None:
        if self.is_first:
            self.is_first = False
        else:
            self.bits.bits.append(bit)
        self.bits.bits += [1 - bit] * self.outstanding
        self.outstanding = 0


PROFILE = (2, 0b0111 << 28, 0x90 << 40, 90)  # Main still picture, its kin, progressive, level 3


def profile(bits: Bits) -> Bits:
    return bits.u(8, 3).u(32, PROFILE[1]).u(48, PROFILE[2]).u(8, PROFILE[3])


def unit(kind: int, payload: bytes) -> bytes:
    """One unit of the stream; three bytes that would look like the beginning of another are broken up."""
    body, zeros = bytearray(), 0
    for byte in payload:
        if zeros >= 2 and byte <= 3:
            body.append(3)
            zeros = 0
        body.append(byte)
        zeros = 0 if byte else zeros + 1
    return bytes([kind << 1, 1]) + bytes(body)


def parameters(width: int, height: int) -> list[tuple[int, bytes]]:
    video = profile(Bits().u(4, 0).flags("11").u(6, 0).u(3, 0).u(1, 1).u(16, 0xFFFF)).u(1, 1).ue(0, 0, 0)
    video.u(6, 0).ue(0).flags("00").stop()
    sequence = profile(Bits().u(4, 0).u(3, 0).u(1, 1)).ue(0, 1, width, height).u(1, 0).ue(0, 0, 0).u(1, 1).ue(0, 0, 0)
    sequence.ue(1, 0, 0, 2, 0, 0).flags("0001").u(4, 7).u(4, 7).ue(1, 0).u(1, 1).ue(0).flags("00000").stop()
    picture = Bits().ue(0, 0).flags("00").u(3, 0).flags("00").ue(0, 0, 0).flags("000").ue(0, 0).flags("0000000")
    picture.flags("101").flags("00").ue(0).flags("00").stop()
    return [(32, video.bytes()), (33, sequence.bytes()), (34, picture.bytes())]


def ycc(colour: Colour) -> tuple[int, int, int]:
    """Full range, as JPEG has it; the container says so."""
    red, green, blue = colour
    return (
        round(0.299 * red + 0.587 * green + 0.114 * blue),
        min(255, round(128 - 0.168736 * red - 0.331264 * green + 0.5 * blue)),
        min(255, round(128 + 0.5 * red - 0.418688 * green - 0.081312 * blue)),
    )


def slice_of(colours: list[Colour]) -> bytes:
    bits = Bits().flags("10").ue(0, 2, 0).stop()
    coder = Coder(bits)
    for number, colour in enumerate(colours):
        if number:
            coder.end(0)
        coder.likely()
        coder.end(1)
        luma, blue, red = ycc(colour)
        for value, count in ((luma, BLOCK**2), (blue, BLOCK**2 // 4), (red, BLOCK**2 // 4)):
            for _ in range(count):
                bits.u(8, value)
    coder.end(1)
    return bits.bytes()


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind.encode() + body


def full(kind: str, *parts: bytes, version: int = 0) -> bytes:
    return box(kind, struct.pack(">I", version << 24), *parts)


def configuration(width: int, height: int) -> bytes:
    head = bytes([1, 3]) + struct.pack(">I", PROFILE[1]) + PROFILE[2].to_bytes(6, "big") + bytes([PROFILE[3]])
    head += b"\xf0\x00\xfc\xfd\xf8\xf8\x00\x00\x0f\x03"
    units = [(kind, unit(kind, payload)) for kind, payload in parameters(width, height)]
    return head + b"".join(struct.pack(">BHH", 0x80 | kind, 1, len(whole)) + whole for kind, whole in units)


def heic(colours: list[list[Colour]], *, quarter_turns: int = 0, exif: bytes = b"") -> bytes:
    """A picture of rows of blocks. `quarter_turns` is how often its viewer has to turn it, anticlockwise."""
    height, width = BLOCK * len(colours), BLOCK * len(colours[0])
    flat = [colour for row in colours for colour in row]
    if len(flat) > MOST_BLOCKS:
        raise ValueError("too many blocks")
    coded = unit(20, slice_of(flat))
    items = [struct.pack(">I", len(coded)) + coded]
    if exif:
        items.append(struct.pack(">I", 0) + exif)
    properties = box(
        "ipco",
        box("hvcC", configuration(width, height)),
        full("ispe", struct.pack(">II", width, height)),
        box("irot", bytes([quarter_turns & 3])),
        box("colr", b"nclx" + struct.pack(">HHHB", 1, 13, 6, 0x80)),
    )
    used = full("ipma", struct.pack(">IHBBBBB", 1, 1, 4, 0x81, 0x02, 0x83, 0x04))

    def head(begin: int) -> bytes:
        places = [begin + sum(map(len, items[:number])) for number in range(len(items))]
        located = b"".join(
            struct.pack(">HHHII", number + 1, 0, 1, place, len(items[number])) for number, place in enumerate(places)
        )
        kinds = [b"hvc1\x00", b"Exif\x00"][: len(items)]
        named = [full("infe", struct.pack(">HH", number + 1, 0) + kind, version=2) for number, kind in enumerate(kinds)]
        told = [full("iref", box("cdsc", struct.pack(">HHH", 2, 1, 1)))] if exif else []
        meta = full(
            "meta",
            full("hdlr", b"\0\0\0\0pict" + b"\0" * 13),
            full("pitm", struct.pack(">H", 1)),
            full("iloc", b"\x44\x00" + struct.pack(">H", len(items)) + located),
            full("iinf", struct.pack(">H", len(items)), *named),
            *told,
            box("iprp", properties, used),
        )
        return box("ftyp", b"heic\0\0\0\0mif1heic") + meta

    begin = len(head(0)) + 8
    return head(begin) + box("mdat", *items)

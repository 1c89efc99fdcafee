"""What the header of a video file says, and why it cannot be read. No Django, and nothing is decoded.

Reads the boxes of an MP4 file that matter here (ISO/IEC 14496-12; the sound's kind: 14496-1, 7.2.6).

Hostile files cost nothing: only the index is read, it is bounded, and each box lies within the one around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

type Reason = Literal[
    "zip",
    "mp4",
    "webm",
    "unknown",
    "damaged",
    "codec",
    "sound",
    "late_index",
    "no_duration",
    "no_picture",
    "other_track",
]


class HeaderRefused(Exception):
    """`found` names what stands there instead, such as a codec."""

    def __init__(self, reason: Reason, found: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.found = found


@dataclass(frozen=True, slots=True)
class MediaHeader:
    milliseconds: int
    width: int
    height: int


def container(beginning: bytes) -> str:
    """Returns "mp4", "webm", "zip" or "unknown", by the first bytes of a file."""
    if beginning[4:8] == b"ftyp":
        return "mp4"
    if beginning.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    return "zip" if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")) else "unknown"


LARGEST_INDEX = 8_000_000
MOST_BOXES = 2_000
PICTURES = {"avc1": "H.264", "avc3": "H.264"}
AAC = {0x40, 0x66, 0x67, 0x68}
OTHERS = {
    "hvc1": "H.265",
    "hev1": "H.265",
    "av01": "AV1",
    "vp09": "VP9",
    "mp4v": "MPEG-4",
    "ac-3": "AC-3",
    "Opus": "Opus",
}


@dataclass(frozen=True, slots=True)
class Box:
    kind: str
    body: bytes


def read_mp4(file: BinaryIO, size: int) -> MediaHeader:
    """Returns what the index says. Raises HeaderRefused for what no browser plays at once."""
    file.seek(0)
    if (found := container(file.read(12))) != "mp4":
        raise HeaderRefused("webm" if found == "webm" else "zip" if found == "zip" else "unknown")
    try:
        return _header(_index(file, size))
    except (IndexError, StopIteration):
        raise HeaderRefused("damaged") from None


def _index(file: BinaryIO, size: int) -> bytes:
    """The body of the box moov, which has to stand before that of the pictures."""
    at, index, pictures_at = 0, b"", size
    for _number in range(MOST_BOXES):
        if at >= size:
            break
        file.seek(at)
        kind, start, end = box_bounds(file.read(16), at, size)
        if kind == "moov" and end - start <= LARGEST_INDEX:
            if pictures_at < at:
                raise HeaderRefused("late_index")
            file.seek(start)
            index = file.read(end - start)
        elif kind == "mdat":
            pictures_at = min(pictures_at, at)
        at = end
    if not index or pictures_at == size:
        raise HeaderRefused("damaged")
    return index


def box_bounds(head: bytes, at: int, size: int) -> tuple[str, int, int]:
    """Kind, first byte and end of the box that begins at `at`; a box without a length goes to the end."""
    if len(head) < 8:
        raise HeaderRefused("damaged")
    length, kind, header = int.from_bytes(head[:4]), head[4:8].decode("latin-1"), 8
    if length == 1:
        length, header = int.from_bytes(head[8:16]), 16
    elif length == 0:
        length = size - at
    if length < header or at + length > size:
        raise HeaderRefused("damaged")
    return kind, at + header, at + length


def _boxes(body: bytes) -> Iterator[Box]:
    at = 0
    for _number in range(MOST_BOXES):
        if at + 8 > len(body):
            return
        kind, start, end = box_bounds(body[at : at + 16], at, len(body))
        yield Box(kind, body[start:end])
        at = end


def _first(body: bytes, *kinds: str) -> bytes:
    """The body of a box by the kinds on the way to it. Raises StopIteration."""
    for kind in kinds:
        body = next(box.body for box in _boxes(body) if box.kind == kind)
    return body


def _header(index: bytes) -> MediaHeader:
    pictures: list[tuple[int, int]] = []
    for track in (box.body for box in _boxes(index) if box.kind == "trak"):
        handler = _first(track, "mdia", "hdlr")[8:12]
        sample = next(_boxes(_first(track, "mdia", "minf", "stbl", "stsd")[8:]))
        if handler == b"vide":
            pictures.append(_picture_size(sample))
        elif handler == b"soun":
            _check_sound(sample)
        else:
            raise HeaderRefused("other_track")
    if not pictures:
        raise HeaderRefused("no_picture")
    return MediaHeader(_milliseconds(_first(index, "mvhd")), *pictures[0])


def _picture_size(sample: Box) -> tuple[int, int]:
    if sample.kind not in PICTURES:
        raise HeaderRefused("codec", OTHERS.get(sample.kind, sample.kind))
    return int.from_bytes(sample.body[24:26]), int.from_bytes(sample.body[26:28])


def _check_sound(sample: Box) -> None:
    if sample.kind != "mp4a":
        raise HeaderRefused("sound", OTHERS.get(sample.kind, sample.kind))
    kind = _object_type(_first(sample.body[28:], "esds")[4:])
    if kind not in AAC:
        raise HeaderRefused("sound", "MP3" if kind in {0x69, 0x6B} else sample.kind)


def _object_type(descriptor: bytes) -> int:
    """Of the decoder: inside the descriptor of the stream, whose length takes up to four bytes."""
    at = _after_length(descriptor, 1)
    flags = descriptor[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (1 + descriptor[at + 3] if flags & 0x40 else 0) + (2 if flags & 0x20 else 0)
    return descriptor[_after_length(descriptor, at + 1)]


def _after_length(descriptor: bytes, at: int) -> int:
    for _byte in range(4):
        at += 1
        if not descriptor[at - 1] & 0x80:
            break
    return at


def _milliseconds(movie: bytes) -> int:
    scale_at, length = (20, 8) if movie[0] == 1 else (12, 4)
    scale = int.from_bytes(movie[scale_at : scale_at + 4])
    units = int.from_bytes(movie[scale_at + 4 : scale_at + 4 + length])
    milliseconds = round(1000 * units / scale) if scale else 0
    if not milliseconds or units == 256**length - 1:
        raise HeaderRefused("no_duration")
    return milliseconds

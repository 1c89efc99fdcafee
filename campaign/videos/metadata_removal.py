"""Takes out of a video whatever tells of who filmed it, where, when and with what; its pictures and its sound stay as they are.

What players need is listed (MP4: ISO/IEC 14496-12; Matroska: RFC 9559). Everything else is overwritten with zeros where it
stands, as free space of the same length, so that no offset in the file changes.
"""

from __future__ import annotations

from typing import BinaryIO, Final

from campaign.videos.media_header import HeaderRefused, box_bounds
from campaign.videos.webm import CLUSTER, INFO, SEGMENT, TRACK, TRACKS, number_at

MOST: Final = 200_000
PIECE: Final = 64 * 1024

# Boxes by the one that they stand in; those that are listed here themselves are looked through.
BOXES: Final[dict[str, set[str]]] = {
    "": {"ftyp", "styp", "moov", "mdat", "moof", "mfra", "sidx"},
    "moov": {"mvhd", "iods", "trak", "mvex"},
    "trak": {"tkhd", "edts", "tref", "mdia"},
    "mdia": {"mdhd", "hdlr", "elng", "minf"},
    "minf": {"vmhd", "smhd", "hdlr", "dinf", "stbl"},
    "stbl": {"stsd", "stts", "ctts", "cslg", "stss", "stsc", "stsz", "stz2", "stco", "co64", "sdtp", "sgpd", "sbgp"},
    "moof": {"mfhd", "traf"},
    "traf": {"tfhd", "tfdt", "trun", "sdtp", "sgpd", "sbgp"},
}
DATED: Final = {"mvhd", "tkhd", "mdhd"}
HANDLER_NAME_AT: Final = 24

EBML, SEEK_HEAD, CUES = 0x1A45DFA3, 0x114D9B74, 0x1C53BB6B
TIMESTAMP, SIMPLE_BLOCK, BLOCK_GROUP, POSITION, PREVIOUS_SIZE = 0xE7, 0xA3, 0xA0, 0xA7, 0xAB
SEGMENT_UID, SCALE, DURATION, MUXING_APP, WRITING_APP = 0x73A4, 0x2AD7B1, 0x4489, 0x4D80, 0x5741
TRACK_NAME, CODEC_NAME, ATTACHMENT_LINK, CHECKSUM, VOID = 0x536E, 0x258688, 0x7446, 0xBF, 0xEC
WHOLE_FILE: Final = 0
# A cluster of unknown length has no end of its own: its blocks are met as if they stood in the segment.
BLOCKS: Final = {TIMESTAMP, SIMPLE_BLOCK, BLOCK_GROUP, POSITION, PREVIOUS_SIZE}
ELEMENTS: Final[dict[int, set[int]]] = {
    WHOLE_FILE: {EBML, SEGMENT},
    SEGMENT: {SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES} | BLOCKS,
    INFO: {SEGMENT_UID, SCALE, DURATION, MUXING_APP, WRITING_APP},
    TRACKS: {TRACK},
}
DROPPED_FROM_TRACK: Final = {TRACK_NAME, CODEC_NAME, ATTACHMENT_LINK, CHECKSUM, VOID}
EMPTIED: Final = {MUXING_APP, WRITING_APP}


def clean_mp4(file: BinaryIO) -> None:
    """Changes `file`, which can be read and written. Raises HeaderRefused."""
    waiting = [("", 0, file.seek(0, 2))]
    for _number in range(MOST):
        if not waiting:
            return
        inside, at, end = waiting.pop()
        if end - at < 8:
            _zero(file, at, end)
            continue
        file.seek(at)
        kind, start, stop = box_bounds(file.read(16), at, end)
        waiting.append((inside, stop, end))
        if kind not in BOXES[inside]:
            _write(file, at + 4, b"free")
            _zero(file, start, stop)
        elif kind in BOXES:
            waiting.append((kind, start, stop))
        else:
            _clean_box(file, kind, start, stop)
    raise HeaderRefused("damaged")


def _clean_box(file: BinaryIO, kind: str, start: int, stop: int) -> None:
    """Takes out when it was made, and the name that the camera's program gives to what reads a track."""
    if kind in DATED:
        file.seek(start)
        _zero(file, start + 4, min(stop, start + (20 if file.read(1) == b"\1" else 12)))
    elif kind == "hdlr":
        _zero(file, start + HANDLER_NAME_AT, stop)


def clean_webm(file: BinaryIO) -> None:
    """Changes `file`, which can be read and written. Raises HeaderRefused."""
    waiting = [(WHOLE_FILE, 0, file.seek(0, 2))]
    for _number in range(MOST):
        if not waiting:
            return
        inside, at, end = waiting.pop()
        if at >= end:
            continue
        key, start, stop = _element_bounds(file, at, end)
        waiting.append((inside, stop, end))
        if not _is_kept(key, inside):
            _write_void(file, at, stop)
        elif key in EMPTIED:
            _zero(file, start, stop)
        elif key in ELEMENTS or key == TRACK:
            waiting.append((key, start, stop))
    raise HeaderRefused("damaged")


def _element_bounds(file: BinaryIO, at: int, end: int) -> tuple[int, int, int]:
    """Key, first byte and end of the content of an element."""
    file.seek(at)
    head = file.read(min(16, end - at))
    try:
        key, length_at = number_at(head, 0, with_marker=True)
        length, start = number_at(head, length_at, with_marker=False)
    except IndexError:
        raise HeaderRefused("damaged") from None
    if length < 0:
        return key, at + start, at + start if key == CLUSTER else end
    return key, at + start, min(end, at + start + length)


def _is_kept(key: int, inside: int) -> bool:
    return key not in DROPPED_FROM_TRACK if inside == TRACK else key in ELEMENTS[inside]


def _write_void(file: BinaryIO, at: int, stop: int) -> None:
    """Free space of the same length, which is two bytes at the least."""
    length = stop - at
    head = bytes([VOID, 0x80 | length - 2]) if length < 10 else bytes([VOID]) + (length - 9 | 1 << 56).to_bytes(8)
    _write(file, at, head)
    _zero(file, at + len(head), stop)


def _zero(file: BinaryIO, start: int, stop: int) -> None:
    file.seek(start)
    while start < stop:
        start += file.write(bytes(min(PIECE, stop - start)))


def _write(file: BinaryIO, at: int, content: bytes) -> None:
    file.seek(at)
    file.write(content)

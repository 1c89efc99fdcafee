"""Reads the elements of a WebM file that matter here (EBML: RFC 8794; Matroska: RFC 9559), as `mp4` does those of MP4."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from campaign.videos.media_header import HeaderRefused, MediaHeader, container

LARGEST_HEAD = 2_000_000
MOST_ELEMENTS = 2_000
SEGMENT, INFO, SCALE, DURATION, TRACKS, TRACK = 0x18538067, 0x1549A966, 0x2AD7B1, 0x4489, 0x1654AE6B, 0xAE
KIND, CODEC, PICTURE, WIDTH, HEIGHT, CLUSTER = 0x83, 0x86, 0xE0, 0xB0, 0xBA, 0x1F43B675
PICTURES = {"V_VP8", "V_VP9", "V_AV1"}
SOUNDS = {"A_OPUS", "A_VORBIS"}
IS_PICTURE, IS_SOUND = 1, 2


def read_webm(file: BinaryIO, size: int) -> MediaHeader:
    """Returns what stands before the first pictures. Raises HeaderRefused."""
    file.seek(0)
    head = file.read(min(size, LARGEST_HEAD))
    if (found := container(head[:12])) != "webm":
        raise HeaderRefused("mp4" if found == "mp4" else "zip" if found == "zip" else "unknown")
    try:
        segment = _first(head, SEGMENT)
        return _header(_first(segment, INFO), _first(segment, TRACKS))
    except (IndexError, StopIteration, struct.error):
        raise HeaderRefused("damaged") from None


def _header(info: bytes, tracks: bytes) -> MediaHeader:
    sizes = [size for key, track in _elements(tracks) if key == TRACK and (size := _picture_size(track))]
    if not sizes:
        raise HeaderRefused("no_picture")
    facts = dict(_elements(info))
    if DURATION not in facts:
        raise HeaderRefused("no_duration")
    nanoseconds = int.from_bytes(facts.get(SCALE, (1_000_000).to_bytes(4)))
    (units,) = struct.unpack(">f" if len(facts[DURATION]) == 4 else ">d", facts[DURATION])
    milliseconds = units * nanoseconds / 1_000_000
    if not 1 <= milliseconds < 10**9:  # neither infinite nor no number
        raise HeaderRefused("no_duration")
    return MediaHeader(round(milliseconds), *sizes[0])


def _picture_size(track: bytes) -> tuple[int, int] | None:
    """None for a track of sound. Raises HeaderRefused."""
    facts = dict(_elements(track))
    kind, codec = int.from_bytes(facts.get(KIND, b"")), facts.get(CODEC, b"").rstrip(b"\0").decode("latin-1")
    if kind == IS_SOUND and codec not in SOUNDS:
        raise HeaderRefused("sound", codec)
    if kind == IS_SOUND:
        return None
    if kind != IS_PICTURE:
        raise HeaderRefused("other_track")
    if codec not in PICTURES:
        raise HeaderRefused("codec", codec)
    picture = dict(_elements(facts.get(PICTURE, b"")))
    return int.from_bytes(picture.get(WIDTH, b"")), int.from_bytes(picture.get(HEIGHT, b""))


def _first(body: bytes, wanted: int) -> bytes:
    return next(content for key, content in _elements(body) if key == wanted)


def _elements(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Keys and contents, as far as they were read: the last one, such as the segment, may be cut short."""
    at = 0
    for _number in range(MOST_ELEMENTS):
        if at >= len(body):
            return
        key, at = number_at(body, at, with_marker=True)
        length, at = number_at(body, at, with_marker=False)
        if key == CLUSTER:
            return
        end = len(body) if length < 0 else at + length
        yield key, body[at:end]
        at = end


def number_at(body: bytes, at: int, *, with_marker: bool) -> tuple[int, int]:
    """A number of one to eight bytes, and where it ends; -1 for a length that is not known."""
    first = body[at]
    width = 9 - first.bit_length()
    if width > 8 or at + width > len(body):
        raise IndexError
    value = int.from_bytes(body[at : at + width])
    if with_marker:
        return value, at + width
    most = (1 << 7 * width) - 1
    value &= most
    return -1 if value == most else value, at + width

"""Small video files, written by these lines: an MP4 with its index and no pictures, and a WebM that plays."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image

AAC, MP3 = 0x40, 0x6B
KEY_FRAME = 0x80


def box(kind: str, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind.encode("latin-1")) + body


def _picture_track(codec: str, width: int, height: int) -> bytes:
    sample = box(codec, bytes(24), struct.pack(">HH", width, height), bytes(50))
    return _track(b"vide", sample)


def _sound_track(codec: str, kind: int) -> bytes:
    decoder = bytes([0x04, 0x80, 0x80, 0x80, 13, kind]) + bytes(12)
    stream = bytes([0x03, 0x80, 0x80, 0x80, 3 + len(decoder), 0, 1, 0]) + decoder
    return _track(b"soun", box(codec, bytes(28), box("esds", bytes(4), stream)))


def _track(handler: bytes, sample: bytes) -> bytes:
    described = box("stsd", bytes(4), struct.pack(">I", 1), sample)
    media = box("hdlr", bytes(8), handler, bytes(12)), box("minf", box("stbl", described))
    return box("trak", box("mdia", *media))


def mp4(
    *,
    seconds: float = 24,
    codec: str = "avc1",
    sound: str = "mp4a",
    sound_kind: int = AAC,
    is_late: bool = False,
    width: int = 640,
    height: int = 360,
    pictures: bytes = b"\0" * 64,
    other_track: bytes = b"",
) -> bytes:
    """The bytes of an MP4 file, with its index before the pictures or, `is_late`, behind them."""
    movie = box("mvhd", bytes(12), struct.pack(">II", 1000, round(seconds * 1000)), bytes(80))
    tracks = [_picture_track(codec, width, height)] if codec else []
    tracks += [_sound_track(sound, sound_kind)] if sound else []
    tracks += [_track(other_track, box("mebx"))] if other_track else []
    index, body = box("moov", movie, *tracks), box("mdat", pictures)
    return box("ftyp", b"isom", bytes(4), b"isomavc1") + (body + index if is_late else index + body)


def element(key: int, content: bytes) -> bytes:
    return key.to_bytes((key.bit_length() + 7) // 8) + (len(content) | 1 << 56).to_bytes(8) + content


def number(key: int, value: int) -> bytes:
    return element(key, value.to_bytes(max(1, (value.bit_length() + 7) // 8)))


def webm(
    *, seconds: float = 24, frames_a_second: int = 4, codec: bytes = b"V_VP8", says_duration: bool = True
) -> bytes:
    """The bytes of a WebM file that browsers play: its colour changes slowly, and each frame stands for itself."""
    head = element(0x1A45DFA3, number(0x4286, 1) + number(0x42F7, 1) + element(0x4282, b"webm") + number(0x4287, 2))
    duration = element(0x4489, struct.pack(">d", seconds * 1000)) if says_duration else b""
    info = element(0x1549A966, number(0x2AD7B1, 1_000_000) + duration + element(0x4D80, b"\0") + element(0x5741, b"\0"))
    size = element(0xE0, number(0xB0, 64) + number(0xBA, 36))
    track = element(0xAE, number(0xD7, 1) + number(0x73C5, 1) + number(0x83, 1) + element(0x86, codec) + size)
    count = round(seconds * frames_a_second)
    clusters = b"".join(
        element(0x1F43B675, number(0xE7, 1000 * at // frames_a_second) + element(0xA3, _block(at / count)))
        for at in range(count)
    )
    return head + element(0x18538067, info + element(0x1654AE6B, track) + clusters)


def _block(share: float) -> bytes:
    """A picture as VP8 has it: what a lossy WebP holds is one."""
    file = BytesIO()
    Image.new("RGB", (64, 36), (round(255 * share), 80, round(255 - 255 * share))).save(file, "WEBP", quality=30)
    at = file.getvalue().index(b"VP8 ")
    length = int.from_bytes(file.getvalue()[at + 4 : at + 8], "little")
    return bytes([0x81, 0, 0, KEY_FRAME]) + file.getvalue()[at + 8 : at + 8 + length]


def captions(*lines: tuple[float, float, str]) -> str:
    """A WebVTT file with these words."""
    cues = [f"{_clock(start)} --> {_clock(end)}\n{words}\n" for start, end, words in lines]
    return "\n".join(["WEBVTT\n", *cues])


def _clock(seconds: float) -> str:
    return f"00:{int(seconds) // 60:02d}:{seconds % 60:06.3f}"

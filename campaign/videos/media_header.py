"""What the header of a video file says, and why it cannot be read. No Django, and nothing is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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

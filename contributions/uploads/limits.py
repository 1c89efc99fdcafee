"""What a file may ask of the process that opens it, and why it is refused. No Django: that process imports this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

type Reason = Literal[
    "unknown",
    "damaged",
    "too_large",
    "too_many_pixels",
    "too_many_frames",
    "too_costly",
    "not_pdf",
    "active",
    "locked",
    "not_slides",
    "macros",
    "locked_slides",
    "unavailable",
]

WIDTHS: Final = (480, 960, 1600, 2000)  # the last for paper: an A5 page with its bleed, at 300 pixels an inch
TALLEST: Final = 8000
"""The highest that a picture is stored, in pixels: a long screenshot of a telephone is about as high."""
MOST_FRAMES: Final = 200
PIXELS_A_BYTE: Final = 3000
"""A file that unpacks to more than this, and to more than FREE_PIXELS, was made to fill a memory."""
FREE_PIXELS: Final = 4_000_000

MEMORY_BYTES: Final = 1_500_000_000
CPU_SECONDS: Final = 25
HANG_SECONDS: Final = 90.0
"""Without an end: on however busy a machine, something else is wrong than the file. What it may cost is CPU_SECONDS."""
FILE_BYTES: Final = 60_000_000
RESULT: Final = "result.json"
POSTER: Final = "poster"


class FileRefused(Exception):
    """The file cannot be taken. The caller words the reason."""

    def __init__(self, reason: Reason, **details: int) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.details = details


@dataclass(frozen=True, slots=True)
class EncodedPicture:
    """What became of a picture: its size upright, the widths it is stored in, the file for print, what all of it weighs."""

    width: int
    height: int
    widths: tuple[int, ...]
    print_name: str
    size: int

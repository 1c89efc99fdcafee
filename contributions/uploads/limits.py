"""What a file may ask of the process that opens it, and why it is refused. No Django: that process imports this."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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


# Why a picture or a file is not taken, worded for the person who sent it.


MEGA = 1_000_000
OF_SLIDES = {
    "not_slides": gettext_lazy(
        "The site does not take slides of this kind, or the file is incomplete. It takes PDF, ODP and PPTX."
    ),
    "macros": gettext_lazy(
        "These slides hold a macro or another program. Save them without it, or as a PDF, then send that file."
    ),
    "locked_slides": gettext_lazy(
        "These slides are protected, so they cannot be checked. Send them without a password."
    ),
}


def most_picture_bytes() -> int:
    """How heavy a picture may be."""
    return int(settings.PICTURE_MEGABYTES * MEGA)


def weight(size: int) -> str:
    """ "14 MB", "0.3 MB": rounded up, so that what is too heavy never reads as if it were not."""
    tenths = math.ceil(size * 10 / MEGA)
    value = tenths // 10 if tenths % 10 == 0 or tenths > 100 else tenths / 10
    return _("%(number)s MB") % {"number": number_format(value)}


class NotTaken(ValidationError):
    """`can_be_reduced` says whether a smaller copy of the same picture would be taken."""

    def __init__(self, message: str, code: str, *, can_be_reduced: bool = False) -> None:
        super().__init__(message, code=code)
        self.can_be_reduced = can_be_reduced


def too_large(size: int, limit: int, *, is_picture: bool) -> NotTaken:
    values = {"size": weight(size), "limit": weight(limit)}
    words = (
        _("Nothing was saved. The picture weighs %(size)s, the limit is %(limit)s.")
        if is_picture
        else _("Nothing was saved. The file weighs %(size)s, the limit is %(limit)s.")
    )
    return NotTaken(words % values, "too_large", can_be_reduced=is_picture)


def refusal(refused: FileRefused, *, is_picture: bool) -> NotTaken:
    """Why the process that opened the file would not have it."""
    can_be_reduced = refused.reason in {"too_many_pixels", "too_costly"} and is_picture
    words = OF_SLIDES.get(refused.reason) or _words(refused, is_picture=is_picture)
    return NotTaken(str(words), refused.reason, can_be_reduced=can_be_reduced)


def _words(refused: FileRefused, *, is_picture: bool) -> str:
    match refused.reason:
        case "unknown":
            return _("The site cannot read this picture. It accepts PNG, JPEG, WebP, AVIF and HEIC.")
        case "damaged" if is_picture:
            return _("This picture is damaged or incomplete. Open it, save it again, then send the new file.")
        case "too_many_pixels":
            return _too_many_pixels(refused.details.get("pixels", 0))
        case "too_many_frames":
            return _("This picture moves for too long. Send a still one.")
        case "too_costly":
            return _("This file takes too much time or memory to open. Nothing was saved.")
        case "not_pdf":
            return _("This is not a PDF. Only PDF files can be attached.")
        case "active":
            return _("This PDF holds a script, an action or another file. Print it to a new PDF, then send that one.")
        case "locked":
            return _("This PDF is protected, so it cannot be checked. Send it without protection.")
        case "damaged":
            return _("This PDF is damaged or incomplete. Print it to a new PDF, then send that one.")
    return _("The file could not be opened just now. Send it again in a moment.")


def _too_many_pixels(pixels: int) -> str:
    values = {"pixels": round(pixels / 1_000_000), "limit": settings.PICTURE_MEGAPIXELS}
    if not pixels:
        return _("This picture is too large: the limit is %(limit)s million pixels.") % values
    return _("This picture has %(pixels)s million pixels, the limit is %(limit)s million.") % values


def removed(reason: str) -> NotTaken:
    return NotTaken(_("The editors have taken this file away: %(reason)s") % {"reason": reason}, "removed")

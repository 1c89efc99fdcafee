"""The codes of channels: short, in lower case, printed and drawn, and so never changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

LONGEST, SHORTEST = 24, 2
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = frozenset({"new", "c", "guide", "admin", "agency", "editions", "curation", "wiki", "static", "media", "qr"})
# What says nothing where it is one of many: "Agence de Lille" is found under "lille".
EMPTY = frozenset(
    "agence agency de du des d la le les l au aux et pour a the of at in and for "  # noqa: SIM905 - two lines of words
    "agenzia di del dello della dell dei degli delle il lo i gli al alla e per con".split()
)


def check(code: str) -> None:
    """Raises ValidationError on `code`, which says what would do."""
    if not (SHORTEST <= len(code) <= LONGEST and CODE.fullmatch(code)):
        words = _("Two to 24 small letters and digits, with hyphens between them: it is typed by hand from a page.")
        raise ValidationError({"code": words}, code="code")
    if code in RESERVED:
        raise ValidationError({"code": _("The site uses this word itself: choose another one.")}, code="reserved")


def taken() -> ValidationError:
    return ValidationError({"code": _("Another channel has this code or this name.")}, code="taken")


def proposed(name: str, known: Container[str]) -> str:
    """A code that a channel of this name may have, and none has: its telling words, as far as they fit."""
    plain = unicodedata.normalize("NFKD", name.replace("’", " ").replace("'", " "))
    words = slugify(plain.encode("ascii", "ignore").decode()).split("-")
    telling = [word for word in words if word and word not in EMPTY] or [word for word in words if word]
    code = _fitting(telling) or "channel"
    if len(code) < SHORTEST or code in RESERVED:
        code = f"{code}-1"
    return code if code not in known else _numbered(code, known)


def _fitting(words: list[str]) -> str:
    code = ""
    for word in words:
        longer = f"{code}-{word}" if code else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        code = longer
    return code


def _numbered(code: str, known: Container[str]) -> str:
    number = 2
    while (numbered := f"{code[: LONGEST - 4]}-{number}") in known:
        number += 1
    return numbered

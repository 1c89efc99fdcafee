"""Numbers of books: ISBN of ten and of thirteen figures, as people write them, checked by their last sign."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SHAPE = re.compile(r"(?:97[89])?\d{9}[\dX]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))


def clean_isbn(text: str) -> str:
    """The number with its hyphens as they were typed; empty stays empty. Raises ValidationError beside the field."""
    written = text.translate(_DASHES).upper().removeprefix("ISBN").lstrip(": ").strip()
    written = "-".join(written.split())
    figures = written.replace("-", "")
    if not figures:
        return ""
    if not _SHAPE.fullmatch(figures):
        words = _("An ISBN has 13 figures and begins with 978 or 979; an older one has 10.")
        raise ValidationError({"isbn": words}, code="shape")
    if not _is_right(figures):
        raise ValidationError({"isbn": _("The last figure does not fit the others: one was mistyped.")}, code="check")
    return re.sub("-+", "-", written).strip("-")


def _is_right(figures: str) -> bool:
    values = [10 if sign == "X" else int(sign) for sign in figures]
    if len(values) == 10:
        return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0
    return "X" not in figures and sum(value * (3 if place % 2 else 1) for place, value in enumerate(values)) % 10 == 0

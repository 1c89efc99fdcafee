"""Rows that people put in order: a form says in which order it showed them, and moves nothing where that is another now."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.forms.unchanged import digest_of


def seen_order(keys: Iterable[int]) -> str:
    """What a form carries of the order that it shows."""
    return digest_of(list(keys))


def check_seen_order(seen: str | None, keys: Iterable[int]) -> None:
    """Raises ValidationError where this order is not the one that was seen. None says that nobody looked at one."""
    if seen is not None and seen != seen_order(keys):
        words = _("Somebody else has changed this order meanwhile. Nothing was moved: here is the order as it is now.")
        raise ValidationError(words, code="changed_meanwhile")

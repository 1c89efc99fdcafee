"""Which tips stood at which places when somebody moved one: a form carries it, and moves none that stands elsewhere now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.paging import parse_int

if TYPE_CHECKING:
    from guide.tips.models import Tip


def seen_places(sent: str | None) -> dict[int, int] | None:
    """Reads `Board.seen`, "1.12 2.15"; None where nothing was sent. What makes no sense was seen by nobody."""
    if sent is None:
        return None
    pairs = [pair.partition(".") for pair in sent.split()]
    read = [(parse_int(number), parse_int(tip)) for number, _dot, tip in pairs]
    return {number: tip for number, tip in read if number is not None and tip is not None}


def check_seen_places(seen: Mapping[int, int] | None, *, moved: Tip | None, number: int, other: Tip | None) -> None:
    """Raises ValidationError where the tip that is moved to a place, or the one there, stands elsewhere than it was seen."""
    if seen is None:
        return
    stood = {tip: place for place, tip in seen.items()}
    is_moved_as_seen = moved is not None and stood.get(moved.pk) == moved.number
    is_other_as_seen = seen.get(number) == (other.pk if other else None)
    if not (is_moved_as_seen and is_other_as_seen):
        words = _("Somebody else has moved one of these tips meanwhile. Nothing was moved: look where they stand now.")
        raise ValidationError(words, code="changed_meanwhile")

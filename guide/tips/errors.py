"""What can keep a tip from a place, worded for the editor who wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from guide.tips.models import Tip


class PlaceTaken(ValidationError):
    """Somebody has put a tip there first; `tip` is the one that stands there."""

    def __init__(self, tip: Tip | None, number: int) -> None:
        person = tip.placed_by if tip else None
        super().__init__(
            _("%(person)s has just taken place %(number)s for “%(title)s”. Nothing was lost: choose another place."),
            code="taken",
            params={
                "number": number,
                "title": tip.title if tip else "",
                "person": person.public_name if person else _("Somebody"),
            },
        )
        self.tip = tip


class NoSuchPlace(ValidationError):
    def __init__(self, number: int) -> None:
        super().__init__(_("The guide has no place %(number)s."), code="no_place", params={"number": number})

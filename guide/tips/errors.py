"""Why a tip cannot take a place, worded for the editor who wanted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaign.site_settings.first_language import first_language_words
from common.html import sentence

if TYPE_CHECKING:
    from guide.tips.models import Tip


class PlaceTaken(ValidationError):
    """Somebody has put a tip there first; `tip` is the one that stands there."""

    def __init__(self, tip: Tip | None, number: int) -> None:
        person = tip.placed_by if tip else None
        words = gettext(
            "%(person)s has just taken place %(number)s for “%(title)s”. Nothing was lost: choose another place."
        )
        name, title = person.public_name if person else _("Somebody"), first_language_words(tip.title if tip else "")
        super().__init__(sentence(words, person=name, number=number, title=title), code="taken")
        self.tip = tip


class NoSuchPlace(ValidationError):
    def __init__(self, number: int) -> None:
        super().__init__(_("The guide has no place %(number)s."), code="no_place", params={"number": number})

"""Numbers the tips anew when themes get more places, or fewer, or when there are more themes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from guide.places import Places
from guide.tips.models import Tip
from themes.models import Theme


class TipsWouldLosePlaces(ValidationError):
    """Tips stand in places that a theme would no longer have."""

    def __init__(self, theme: Theme, tips: list[Tip]) -> None:
        self.theme = theme
        named = [_("%(number)s, “%(title)s”") % {"number": tip.number, "title": tip.title} for tip in tips]
        words = ngettext(
            "A tip of “%(theme)s” stands in a place that would go (%(tips)s): move it first.",
            "Tips of “%(theme)s” stand in places that would go (%(tips)s): move them first.",
            len(tips),
        )
        super().__init__(words % {"theme": theme.short_title, "tips": "; ".join(named)}, code="tips_would_go")


def check_tips_keep_places(before: Places, after: Places) -> list[tuple[Tip, int]]:
    """Returns each placed tip whose number changes, with its new one. Raises TipsWouldLosePlaces.

    A tip stays where it is among the places of its theme: the second place of a theme remains its second.
    """
    tips = list(Tip.objects.placed().select_related("theme"))
    moved = []
    for row in after.rows:
        first = next((was.first for was in before.rows if was.theme.pk == row.theme.pk), row.first)
        hers = [(tip, tip.number - first) for tip in tips if tip.theme_id == row.theme.pk and tip.number is not None]
        if gone := [tip for tip, index in hers if index >= row.count]:
            raise TipsWouldLosePlaces(row.theme, gone)
        moved += [(tip, row.first + index) for tip, index in hers if tip.number != row.first + index]
    return moved


def renumber_tips(before: Places, after: Places, *, by: User) -> None:
    """Gives the tips the numbers that they have in the places of `after`. Raises TipsWouldLosePlaces.

    Call it inside a transaction: the places are emptied first, since two tips never share one.
    """
    moved = check_tips_keep_places(before, after)
    Tip.objects.filter(pk__in=[tip.pk for tip, _number in moved]).update(number=None)
    for tip, number in moved:
        tip._stand_at(number, tip.theme, by, None)

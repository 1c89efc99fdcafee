"""Numbers the tips anew when themes get more places, or fewer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guide.places import Places
from guide.tips.models import Tip


def renumber_tips(places: Places, *, by: User) -> None:
    """Gives each theme's tips its first places, in their order; raises ValidationError where there are too few.

    Call it inside a transaction: the places are emptied first, since two tips never share one.
    """
    wanted = []
    for row in places.rows:
        tips = list(Tip.objects.placed().filter(theme=row.theme).select_related("theme"))
        if len(tips) > row.count:
            raise ValidationError(
                _("“%(theme)s” holds %(tips)s tips: it cannot have only %(places)s places."),
                code="too_few",
                params={"theme": row.theme.short_title, "tips": len(tips), "places": row.count},
            )
        wanted += [(tip, number) for tip, number in zip(tips, row.numbers, strict=False) if tip.number != number]
    Tip.objects.filter(pk__in=[tip.pk for tip, _number in wanted]).update(number=None)
    for tip, number in wanted:
        tip._stand_at(number, tip.theme, by, None)

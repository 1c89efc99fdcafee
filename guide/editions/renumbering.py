"""Numbers the tips anew when themes get more places, or fewer, or when there are more themes.

Votes and candidates name a place by its number too: they stay with the place of their theme.
"""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from guide.candidates.models import Candidate
from guide.candidates.polls import Poll
from guide.places import PlaceRange, Places
from guide.tips.models import Tip
from themes.models import Theme

AWAY = 1_000  # added to the place of a vote while it moves: no two open ones of a theme share a place in between


class VoteWouldLosePlace(ValidationError):
    """The editors are voting about a place that its theme would no longer have."""

    def __init__(self, theme: Theme, poll: Poll) -> None:
        self.theme = theme
        words = _("The editors are voting on place %(number)s, which would go: close the vote first.")
        super().__init__(words % {"number": poll.place}, code="vote_would_go")


class TipsWouldLosePlaces(ValidationError):
    """Tips stand in places that a theme would no longer have."""

    def __init__(self, theme: Theme, tips: list[Tip]) -> None:
        self.theme, self.tips = theme, tips
        named = [_("%(number)s, “%(title)s”") % {"number": tip.number, "title": tip.title} for tip in tips]
        words = ngettext(
            "A tip of “%(theme)s” stands in a place that would go (%(tips)s): move it first.",
            "Tips of “%(theme)s” stand in places that would go (%(tips)s): move them first.",
            len(tips),
        )
        super().__init__(words % {"theme": theme.short_title, "tips": "; ".join(named)}, code="tips_would_go")


def _moves(before: Places, after: Places, released: Collection[int]) -> list[tuple[Tip, int | None]]:
    """Returns each placed tip whose number changes, with its new one, None for those that lose their place.

    A tip stays where it is among the places of its theme: the second place of a theme remains its second. Raises
    TipsWouldLosePlaces unless `released` are those tips.
    """
    tips = list(Tip.objects.placed().select_related("theme"))
    moved: list[tuple[Tip, int | None]] = []
    for row in after.rows:
        first = next((was.first for was in before.rows if was.theme.pk == row.theme.pk), row.first)
        hers = [(tip, tip.number - first) for tip in tips if tip.theme_id == row.theme.pk and tip.number is not None]
        gone = [tip for tip, index in hers if index >= row.count]
        if not {tip.pk for tip in gone} <= set(released):
            raise TipsWouldLosePlaces(row.theme, gone)
        moved += [(tip, None) for tip in gone]
        moved += [
            (tip, row.first + index) for tip, index in hers if index < row.count and tip.number != row.first + index
        ]
    return moved


def renumber_tips(before: Places, after: Places, *, by: User, released: Collection[int] = ()) -> list[int]:
    """Gives the tips the numbers that they have in the places of `after`; returns the keys of those that have another one.

    Raises TipsWouldLosePlaces, unless `released` are the keys of those tips: they lose their place, not their text; raises
    VoteWouldLosePlace. Call it inside a transaction: the places are emptied first, since two tips never share one.
    """
    moved = _moves(before, after, released)
    _move_votes_and_candidates(before, after)
    staying = [tip for tip, number in moved if number is not None]
    Tip.objects.filter(pk__in=[tip.pk for tip in staying]).update(number=None)
    for tip, number in moved:
        tip._stand_at(number, tip.theme, by, None)
    return [tip.pk for tip in staying]


def _move_votes_and_candidates(before: Places, after: Places) -> None:
    rows = {row.theme.pk: row for row in after.rows}
    for was in before.rows:
        if now := rows.get(was.theme.pk):
            _move_polls(was, now)
            _move_candidates(was, now)


def _move_polls(was: PlaceRange, now: PlaceRange) -> None:
    """Raises VoteWouldLosePlace."""
    going = Poll.objects.open().filter(theme=was.theme, place__range=(was.first + now.count, was.last))
    if poll := going.order_by("place").first():
        raise VoteWouldLosePlace(was.theme, poll)
    if now.first != was.first:  # a closed one may stand behind the places of its theme, which had more then
        Poll.objects.filter(theme=was.theme, place__gte=was.first).update(place=F("place") + AWAY)
        away = Poll.objects.filter(theme=was.theme, place__gt=AWAY)
        away.update(place=F("place") - AWAY + now.first - was.first)


def _move_candidates(was: PlaceRange, now: PlaceRange) -> None:
    """Whose place goes is for no place in particular."""
    rows = Candidate.objects.filter(theme=was.theme, place__range=(was.first, was.last))
    rows.filter(place__gte=was.first + now.count).update(place=None)
    if now.first != was.first:
        rows.update(place=F("place") + now.first - was.first)

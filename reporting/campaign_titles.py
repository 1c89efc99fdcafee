"""The title of each figure of the campaign: what it shows, in a sentence made of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.words.dates import day_and_month
from common.words.digit_grouping import grouped

PRECISE_BELOW, SMALL, LEAST = 10, 0.1, 0.01


NO_SHARE = "–"


def percent(part: int, whole: int) -> str:
    """The share in hundredths; a small one with a figure after the point, a very small one with two. Some are never nothing.

    Of nothing there is no share.
    """
    if not whole:
        return NO_SHARE
    share = 100 * part / whole
    if 0 < share < PRECISE_BELOW:
        places = 1 if share >= SMALL else 2
        shown = number_format(max(round(share, places), LEAST), decimal_pos=places)
    else:
        shown = grouped(round(share))
    return pgettext("a share", "%(n)s%%") % {"n": shown}


def of_taking_part(came: int, wrote: int, invited: int, *, has_begun: bool) -> str:
    """Where nobody is invited but whoever set the site up, and nothing is done yet, that all have come says nothing."""
    if not came:
        return _("Nobody has come yet")
    if not has_begun:
        return _("Nobody has taken part yet")
    return _("%(came)s of those invited have come, %(wrote)s have written") % {
        "came": percent(came, invited),
        "wrote": percent(wrote, invited),
    }


def of_weeks(weeks: Sequence[tuple[date, int | None]]) -> str:
    shown = [(number, day) for day, number in weeks if number]
    if not shown:
        return _("No week can be shown yet")
    number, day = max(shown)
    return _("Most people signed in for the first time in the week of %(day)s: at least %(n)s") % {
        "day": day_and_month(day),
        "n": grouped(number),
    }


def of_places(groups: Sequence[tuple[str, int, int]], *, are_departments: bool) -> str:
    """Which group takes part most, for its size: name, how many came, how many are invited."""
    if not groups:
        return _("No department can be shown yet") if are_departments else _("No place of work can be shown yet")
    name, came, invited = max(groups, key=lambda group: (group[1] / group[2], group[1]))
    return _("%(name)s takes part most: at least %(share)s have signed in") % {
        "name": name,
        "share": percent(came, invited),
    }


def of_themes(groups: Sequence[tuple[str, int]]) -> str:
    if not groups:
        return _("No question can be shown yet")
    name, number = max(groups, key=lambda group: group[1])
    if number == min(group[1] for group in groups):
        return _("As many authors under each question that is shown: at least %(n)s") % {"n": grouped(number)}
    return _("“%(theme)s” has most authors: at least %(n)s") % {"theme": name, "n": grouped(number)}


def of_texts(total: int, words: int) -> str:
    if not total:
        return _("No text has been written yet")
    if not words:
        return ngettext("%(n)s text has been written", "%(n)s texts have been written", total) % {"n": grouped(total)}
    with_words = ngettext(
        "%(n)s text has been written: %(words)s words",
        "%(n)s texts have been written: %(words)s words",
        total,
    )
    return with_words % {"n": grouped(total), "words": grouped(words)}


def of_text_weeks(weeks: Sequence[tuple[date, int | None]]) -> str:
    shown = [(number, day) for day, number in weeks if number]
    if not shown:
        return _("No week can be shown yet")
    number, day = max(shown)
    return _("Most was written in the week of %(day)s: at least %(n)s texts") % {
        "day": day_and_month(day),
        "n": grouped(number),
    }


def of_way(serving: int, decided: int, waiting: int) -> str:
    if not decided and not waiting:
        return _("Nothing is there to be decided yet")
    if not decided:
        words = ngettext("%(n)s text is to be decided on", "%(n)s texts are to be decided on", waiting)
        return words % {"n": grouped(waiting)}
    return _("%(share)s of what was decided serves the guide or a page") % {"share": percent(serving, decided)}


def of_questions(answered: int, total: int) -> str:
    if not total:
        return _("No question has been asked yet")
    return _("%(share)s of the questions have an answer") % {"share": percent(answered, total)}


def of_sessions(held: int, planned: int) -> str:
    if not planned:
        return _("No session is planned yet")
    return _("Sessions held: %(held)s of %(planned)s") % {"held": grouped(held), "planned": grouped(planned)}


def of_editions(number: int, totals: int) -> str:
    words = ngettext("Since edition %(number)s: %(n)s more text", "Since edition %(number)s: %(n)s more texts", totals)
    return words % {"number": number, "n": grouped(totals)}

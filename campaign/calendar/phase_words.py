"""When a phase runs, and what it opens, in words."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.calendar.phases import Phase
from campaign.calendar.rights import RIGHTS, Right
from common.words.dates import day_and_month, elided, full_date, full_day, time_of_day


def from_to(phase: Phase) -> str:
    """Returns "From Monday 1 March to Friday 5 March at 17:59"."""
    first = _in_words(phase.starts_at)
    if phase.ends_at is None or phase.last_moment is None:
        return elided(_("From %(first)s on") % {"first": first})
    is_whole = timezone.localtime(phase.ends_at).time() == time()
    last = full_day(phase.last_moment.date()) if is_whole else _in_words(phase.last_moment)
    return elided(_("From %(first)s to %(last)s") % {"first": first, "last": last})


def _in_words(moment: datetime) -> str:
    return _with_time(full_day(timezone.localtime(moment).date()), moment)


def day_in_words(moment: datetime) -> str:
    """Returns "1 June", with the year where it is another one, and with the time where it is not midnight."""
    return _with_time(_day(moment), moment)


def until(phase: Phase) -> str:
    """Returns the last day of a phase, and its last minute where it is not the end of that day; "" where it goes on."""
    if phase.ends_at is None or phase.last_moment is None:
        return ""
    is_whole = timezone.localtime(phase.ends_at).time() == time()
    return _day(phase.last_moment) if is_whole else day_in_words(phase.last_moment)


def _day(moment: datetime) -> str:
    is_this_year = timezone.localtime(moment).year == timezone.localdate().year
    return day_and_month(moment) if is_this_year else full_date(moment)


def _with_time(day: str, moment: datetime) -> str:
    if timezone.localtime(moment).time() == time():
        return day
    return _("%(day)s at %(time)s") % {"day": day, "time": time_of_day(moment)}


def switched_on(phase: Phase) -> list[str]:
    """Returns what a phase opens."""
    return [_opened(right) for right in RIGHTS if getattr(phase, f"may_{right}")]


def _opened(right: Right) -> str:
    return {
        "write": _("writing and changing pages"),
        "comment": _("contributing and answering"),
        "endorse": _("saying what is useful"),
        "ask": _("asking questions"),
        "nominate": _("proposing for the guide"),
        "register": _("registering for sessions"),
    }[right]

"""When a phase runs, and what it opens, in words."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from campaign.models import Phase
from campaign.rights import RIGHTS, Right
from dates import elided, full_day, time_of_day


def from_to(phase: Phase) -> str:
    """Returns "From Monday 1 March to Friday 5 March at 17:59"."""
    first = _in_words(phase.starts_at)
    if phase.ends_at is None or phase.last_moment is None:
        return elided(_("From %(first)s on") % {"first": first})
    is_whole = timezone.localtime(phase.ends_at).time() == time()
    last = full_day(phase.last_moment.date()) if is_whole else _in_words(phase.last_moment)
    return elided(_("From %(first)s to %(last)s") % {"first": first, "last": last})


def _in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    day = full_day(local.date())
    return day if local.time() == time() else _("%(day)s at %(time)s") % {"day": day, "time": time_of_day(moment)}


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
    }[right]

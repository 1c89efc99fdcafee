"""Where the campaign is at a moment, in one sentence: what can be done now, for how long, and what comes next.

It is computed from the clock and the phases, and is a value: a cached screen that says it has it in its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from campaign.calendar.phase_words import day_in_words, until
from campaign.calendar.phases import Phase
from campaign.calendar.rights import rights_in_calendar
from common.words.dates import elided

AFTER_THE_CHOICE = {Phase.Kind.PUBLISH, Phase.Kind.TRANSLATE, Phase.Kind.LEARN, Phase.Kind.KEEP_ALIVE}
SENTENCES: dict[str, Any] = {
    "no calendar": _("You can write whenever you like: no calendar is set."),
    "write": _("You can write, and no end is set."),
    "write, next": _("You can write, and “%(next)s” begins on %(day)s, in %(left)s."),
    "write until": _("You can write until %(until)s, for another %(left)s."),
    "write until, next": _("You can write until %(until)s, for another %(left)s, and “%(next)s” begins on %(day)s."),
    "full": _("All places of the guide are taken; you can still write, and no end is set."),
    "full, next": _(
        "All places of the guide are taken; you can still write, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "full until": _("All places of the guide are taken; you can still write until %(until)s, for another %(left)s."),
    "full until, next": _(
        "All places of the guide are taken; you can still write until %(until)s, for another %(left)s, and “%(next)s” "
        "begins on %(day)s."
    ),
    "before, next": _("The campaign begins on %(day)s, in %(left)s, with “%(next)s”."),
    "before writing": _("Writing opens on %(opens)s, in %(left)s, and with it the campaign begins."),
    "opens": _("“%(phase)s” runs now, and writing opens on %(opens)s, in %(left)s."),
    "reopens": _(
        "“%(phase)s” runs now. Writing has been closed since %(since)s, and opens again on %(opens)s, in %(left)s."
    ),
    "choose": _("Writing has been closed since %(since)s, and the editors choose."),
    "choose, next": _(
        "Writing has been closed since %(since)s: the editors choose, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "choose until": _(
        "Writing has been closed since %(since)s: the editors choose until %(until)s, for another %(left)s."
    ),
    "choose until, next": _(
        "Writing has been closed since %(since)s: the editors choose until %(until)s, for another %(left)s, and “%(next)s” "
        "begins on %(day)s."
    ),
    "published": _("The guide is published. Writing has been closed since %(since)s."),
    "published, next": _(
        "The guide is published. Writing has been closed since %(since)s, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "runs": _("Writing has been closed since %(since)s, and “%(phase)s” runs now."),
    "runs, next": _(
        "Writing has been closed since %(since)s: “%(phase)s” runs now, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "runs until": _("Writing has been closed since %(since)s: “%(phase)s” runs until %(until)s, for another %(left)s."),
    "runs until, next": _(
        "Writing has been closed since %(since)s: “%(phase)s” runs until %(until)s, for another %(left)s, and “%(next)s” "
        "begins on %(day)s."
    ),
    "between writing": _("Nothing runs just now, and writing opens on %(opens)s, in %(left)s."),
    "between, next": _("Nothing runs just now, and “%(next)s” begins on %(day)s, in %(left)s."),
    "between, closed writing": _(
        "Nothing runs just now. Writing has been closed since %(since)s, and opens again on %(opens)s, in %(left)s."
    ),
    "between, closed, next": _(
        "Nothing runs just now. Writing has been closed since %(since)s, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "after": _("Writing has been closed since %(since)s, and the campaign is over."),
    "after, published": _("The campaign is over, and its guide is published. Writing has been closed since %(since)s."),
}


class Situation(NamedTuple):
    """`kind` is one of SENTENCES, and the others what it says."""

    kind: str
    phase: str = ""
    next: str = ""
    until: str = ""
    day: str = ""
    since: str = ""
    opens: str = ""
    left: str = ""

    @property
    def sentence(self) -> str:
        return elided(str(SENTENCES[self.kind]) % self._asdict())


class Moments(NamedTuple):
    """What of the calendar lies around a moment."""

    running: Phase | None  # the one that began last
    next: Phase | None
    writing: Phase | None  # the running one that ends writing last
    since: datetime | None  # when writing ended last
    opens: datetime | None  # when it begins next


def situation_of(
    phases: Sequence[Phase], at: datetime, *, is_full: bool = False, is_published: bool = False
) -> Situation:
    """Returns where the campaign is, of phases that brought along what is open (`campaign.calendar.rights.with_rights`)."""
    if not phases:
        return Situation("full" if is_full else "no calendar")
    around = _moments_around(phases, at)
    if rights_in_calendar(phases).write:
        return _running(around, at, "full" if is_full else "write", around.writing)
    if around.running is None:
        return _nothing_runs(around, at, is_first=around.next == phases[0], is_published=is_published)
    if around.opens:
        kind = "reopens" if around.since else "opens"
        return _said(around, at, kind, left_until=around.opens)
    if around.running.kind == Phase.Kind.CHOOSE:
        return _running(around, at, "choose", around.running)
    if is_published and around.running.kind in AFTER_THE_CHOICE:
        return _running(around, at, "published", None)
    return _running(around, at, "runs", around.running)


def _moments_around(phases: Sequence[Phase], at: datetime) -> Moments:
    running = [phase for phase in phases if phase.state(at) == "now"]
    coming = [phase for phase in phases if phase.starts_at > at]
    writing = [phase for phase in phases if phase.may_write]
    ended = [phase.ends_at for phase in writing if phase.ends_at and phase.ends_at <= at]
    open_ones = [phase for phase in running if phase.may_write]
    return Moments(
        running[-1] if running else None,
        coming[0] if coming else None,
        max(open_ones, key=lambda phase: (phase.ends_at is None, phase.ends_at or at), default=None),
        max(ended, default=None),
        min((phase.starts_at for phase in writing if phase.starts_at > at), default=None),
    )


def _running(around: Moments, at: datetime, kind: str, phase: Phase | None) -> Situation:
    """Something goes on until `phase` ends, if it does; and perhaps something follows."""
    ends_at = phase.ends_at if phase else None
    kind += (" until" if ends_at else "") + (", next" if around.next else "")
    left_until = ends_at or (around.next.starts_at if around.next else None)
    return _said(around, at, kind, left_until=left_until, ends=phase)


def _nothing_runs(around: Moments, at: datetime, *, is_first: bool, is_published: bool) -> Situation:
    if around.next is None:
        return _said(around, at, "after, published" if is_published else "after")
    is_writing, left_until = around.next.may_write, around.next.starts_at
    if is_first:
        kind = "before writing" if is_writing else "before, next"
    elif around.since:
        kind = "between, closed writing" if is_writing else "between, closed, next"
    else:
        kind = "between writing" if is_writing else "between, next"
    return _said(around, at, kind, left_until=left_until)


def _said(
    around: Moments, at: datetime, kind: str, *, left_until: datetime | None = None, ends: Phase | None = None
) -> Situation:
    return Situation(
        kind,
        phase=str(around.running or ""),
        next=str(around.next or ""),
        until=until(ends) if ends else "",
        day=day_in_words(around.next.starts_at) if around.next else "",
        since=day_in_words(around.since) if around.since else "",
        opens=day_in_words(around.opens) if around.opens else "",
        left=time_left(at, left_until) if left_until else "",
    )


def time_left(at: datetime, until: datetime) -> str:
    """Returns "26 days", by the clock of the site, from two on; else "5 hours" or "40 minutes", never less than there is."""
    days = (timezone.make_naive(until) - timezone.make_naive(at)).days
    if days >= 2:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    minutes = -((at - until) // timedelta(minutes=1))
    if minutes >= 120:
        return ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}

"""Where the campaign is at a moment, in one sentence; and what people are told when a phase begins or ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from campaign.calendar.phases import Phase
from campaign.calendar.rights import day_in_words, rights_in_calendar, until
from campaign.site_settings.current import current_settings
from common.words.dates import elided
from notifications.kinds import NotificationKind
from notifications.models import Notification

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
    "opens": _("“%(phase)s” is under way, and writing opens on %(opens)s, in %(left)s."),
    "reopens": _(
        "“%(phase)s” is under way. Writing has been closed since %(since)s, and opens again on %(opens)s, in %(left)s."
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
    "runs": _("Writing has been closed since %(since)s, and “%(phase)s” is under way."),
    "runs, next": _(
        "Writing has been closed since %(since)s: “%(phase)s” is under way, and “%(next)s” begins on %(day)s, in %(left)s."
    ),
    "runs until": _("Writing has been closed since %(since)s: “%(phase)s” runs until %(until)s, for another %(left)s."),
    "runs until, next": _(
        "Writing has been closed since %(since)s: “%(phase)s” runs until %(until)s, for another %(left)s, and “%(next)s” "
        "begins on %(day)s."
    ),
    "between writing": _("Nothing is under way just now, and writing opens on %(opens)s, in %(left)s."),
    "between, next": _("Nothing is under way just now, and “%(next)s” begins on %(day)s, in %(left)s."),
    "between, closed writing": _(
        "Nothing is under way just now. Writing has been closed since %(since)s, and opens again on %(opens)s, in %(left)s."
    ),
    "between, closed, next": _(
        "Nothing is under way just now. Writing has been closed since %(since)s, and “%(next)s” begins on %(day)s, in %(left)s."
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


# Tells people that a phase begins, and that writing ends soon. Nothing but that: what is open is known from the clock.
#
# Whoever has been told something is not told it again, so that it can run at any time, by many, and go on after a failure. What
# was due longer than a day ago is left out: nobody hears of a beginning that has passed while the site was down, nor of those
# with which the calendar was first filled in.


DAYS_BEFORE = 3
NOT_LATER_THAN = timedelta(days=1)
BATCH = 500


def announce_what_is_due(at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY. Returns how many people were told something."""
    now = at or timezone.now()
    calendar_began = Phase.history.order_by("history_date").values("history_date")[:1]
    begun = Phase.objects.running_at(now).filter(
        starts_at__gt=now - NOT_LATER_THAN, starts_at__gte=Subquery(calendar_began)
    )
    told = sum(_announce(phase, NotificationKind.PHASE_BEGINS, f"campaign.phase:{phase.pk}:begins") for phase in begun)
    for phase in _ending(now):
        # Of an extended phase the new end is said as well.
        key = f"campaign.end:{phase.pk}:{phase.last_day}"
        told += _announce(phase, NotificationKind.WRITING_ENDS, key)
    return told


def _ending(now: datetime) -> list[Phase]:
    """Returns the running phases in which pages are written whose end is near, unless writing goes on after it."""
    notice = timedelta(days=DAYS_BEFORE)
    soon = Phase.objects.running_at(now).filter(
        may_write=True, ends_at__lte=now + notice, ends_at__gt=now + notice - NOT_LATER_THAN
    )
    return [
        phase
        for phase in soon
        if phase.ends_at
        and phase.starts_at <= phase.ends_at - notice
        and not Phase.objects.running_at(phase.ends_at).filter(may_write=True).exists()
    ]


def _announce(phase: Phase, kind: NotificationKind, key: str) -> int:
    """Tells everybody who has a role and does not know it yet, some people at a time.

    Whoever was neither invited nor here knows nothing of the site: who brings people in was promised that nobody is written to.
    """
    known = Notification.objects.filter(person=OuterRef("pk"), key=key)
    people = User.objects.get_queryset().invited_or_here()
    people = people.filter(~Exists(known), is_active=True, groups__isnull=False).order_by("language", "pk")
    rows = people.values_list("language", "pk").distinct().iterator()
    return sum(
        _notify([pk for _language, pk in some], language or current_settings().interface_language, phase, kind, key)
        for language, speakers in groupby(rows, key=itemgetter(0))
        for some in batched(speakers, BATCH)
    )


def _notify(people: list[int], language: str, phase: Phase, kind: NotificationKind, key: str) -> int:
    """A phase that has no name of its own is called after its sort, in the language of letters to these people."""
    with translation.override(language):
        title = str(phase)
    return Notification.objects.notify(
        people,
        kind=kind,
        place=f"phase:{phase.pk}",
        place_title=title,
        url=f"{reverse('campaign')}#phase-{phase.pk}",
        key=key,
        excerpt=phase.note,
    )

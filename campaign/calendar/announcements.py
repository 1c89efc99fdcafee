"""Tells people that a phase begins, and that writing ends soon. Nothing but that: what is open is known from the clock.

Whoever has been told something is not told it again, so that it can run at any time, by many, and go on after a failure. What
was due longer than a day ago is left out: nobody hears of a beginning that has passed while the site was down, nor of those
with which the calendar was first filled in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import batched, groupby
from operator import itemgetter

from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from campaign.calendar.phases import Phase
from campaign.site_settings.current import current_settings
from notifications.kinds import NotificationKind
from notifications.models import Notification

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

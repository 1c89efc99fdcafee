"""Whether the addresses that the guide names answer. Called by the clock: a few at a time, each once a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from guide.reviewing import link_targets
from guide.reviewing.fetching import LONGEST, LinkResponse, fetch
from guide.reviewing.models import LinkCheck
from guide.sections import Section
from guide.tips.models import Tip

A_WEEK = timedelta(days=7)
AT_ONCE = 8

type Ask = Callable[[str], LinkResponse]


def check_what_is_due(*, at: datetime | None = None, ask: Ask = fetch) -> int:
    """Asks the addresses that were not asked lately, those that never were first; returns how many."""
    if not settings.CHECK_LINKS:
        return 0
    moment = at or timezone.now()
    sync_link_checks()
    stale = LinkCheck.objects.filter(Q(checked_at=None) | Q(checked_at__lt=moment - A_WEEK))
    due = list(stale.order_by(F("checked_at").asc(nulls_first=True), "pk")[:AT_ONCE])
    return sum(_check(check, moment, ask) for check in due)


def sync_link_checks() -> None:
    """A row for each address that tips with a place and sections name now, and for no other."""
    texts = [*Tip.objects.placed().values_list("body_html", flat=True)]
    texts += Section.objects.exclude(body="").values_list("body_html", flat=True)
    named = {link_targets.key_of(url): url for url in link_targets.outside_in(texts) if len(url) <= LONGEST}
    known = set(LinkCheck.objects.values_list("key", flat=True))
    LinkCheck.objects.filter(key__in=known - named.keys()).delete()
    new = [LinkCheck(key=key, url=url) for key, url in named.items() if key not in known]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)


def _check(check: LinkCheck, moment: datetime, ask: Ask) -> bool:
    """The row is taken first: of two workers one asks."""
    mine = LinkCheck.objects.filter(pk=check.pk, checked_at=check.checked_at).update(checked_at=moment)
    if mine:
        answer = ask(check.url)
        LinkCheck.objects.filter(pk=check.pk).update(status=answer.status, problem=answer.problem)
    return bool(mine)

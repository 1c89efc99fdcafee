"""Notices that what tips rest on has changed. Listens to changes; what was not heard is made good by the clock."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from contributions.models import Contribution, Page
from contributions.talk.kinds import Kind
from contributions.waking import Change, What
from guide.drift import contradicting
from guide.drift.looking import look_again
from guide.sources.models import Source

AT_ONCE = 100
TURNS_WHAT_IS_SAID = {What.HIDDEN, What.SHOWN}


def notice(change: Change) -> None:
    """Looks again for the passages that tips rest on in what has changed."""
    if change.label == Contribution._meta.label_lower:
        _look(Source.objects.filter(contribution=change.pk), change)
        contradicting.follow(change.pk, at=change.at)
    elif change.label == Page._meta.label_lower:
        _look(_touched_by_page(change), change)
        if change.what in TURNS_WHAT_IS_SAID:
            _follow_what_is_said(change)


def _look(sources: QuerySet[Source], change: Change) -> None:
    for pk in list(sources.order_by("pk").values_list("pk", flat=True)):
        look_again(pk, why=change.what, at=change.at)


def _touched_by_page(change: Change) -> QuerySet[Source]:
    """Also what stood in pages that were merged into it; with a page, what is said about it goes out of sight."""
    touched = Q(page=change.pk) | Q(page__merged_into=change.pk)
    if change.what in TURNS_WHAT_IS_SAID:
        touched |= Q(contribution__page=change.pk)
    return Source.objects.filter(touched)


def _follow_what_is_said(change: Change) -> None:
    nuances = Contribution.objects.filter(page=change.pk, kind=Kind.NUANCE).exclude(passage=None)
    for pk in list(nuances.order_by("pk").values_list("pk", flat=True)):
        contradicting.follow(pk, at=change.at)


def late() -> QuerySet[Source]:
    """The sources whose text has moved on, or gone out of sight or come back, since somebody looked."""
    page = Q(page__merged_into=None) & ~Q(page__version=F("looked_in"))
    merged = Q(page__merged_into__isnull=False) & ~Q(page__merged_into__version=F("looked_in"))
    said = Q(contribution__isnull=False) & ~Q(contribution__version=F("looked_in"))
    hidden = Q(page__is_hidden=True) | Q(contribution__is_hidden=True) | Q(contribution__withdrawn_at__isnull=False)
    hidden |= Q(contribution__page__is_hidden=True)
    back = Q(standing="gone", drifts__answer="", drifts__why__in=[What.HIDDEN, What.WITHDRAWN]) & ~hidden
    moved_on = Q(page__isnull=False) & (page | merged)
    return Source.objects.filter(moved_on | said | (hidden & ~Q(standing="gone")) | back).distinct().order_by("pk")


def repair(at_most: int = AT_ONCE) -> int:
    """For settings.RUN_PERIODICALLY: looks for what is late, some at a time; returns how many that were."""
    rows = list(late().values_list("pk", flat=True)[:at_most])
    for pk in rows:
        look_again(pk)
    return len(rows)

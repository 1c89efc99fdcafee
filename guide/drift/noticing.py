"""Event listener: checks the sources of tips when a text changes. A periodic run checks those whose event was lost."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from contributions.comments.kinds import CommentKind
from contributions.events import Event, EventKind, in_bulk, keys_of
from contributions.models import Comment, Page
from guide.drift import answers
from guide.drift.detection import check_source
from guide.sources.models import Source

AT_ONCE = 100
TURNS_WHAT_IS_SAID = {EventKind.HIDDEN, EventKind.SHOWN}


@in_bulk
def notice(*changes: Event) -> None:
    """Looks again for the passages that tips rest on in what has changed."""
    resting = _rested_on(changes)
    contradicting = answers.concerned(keys_of(changes, Comment._meta.label_lower))
    for change in changes:
        if change.label == Comment._meta.label_lower:
            if change.pk in resting["comment"]:
                _check_sources(Source.objects.filter(comment=change.pk), change)
            if change.pk in contradicting:
                answers.sync_contradictions(change.pk, at=change.at)
        elif change.label == Page._meta.label_lower:
            if change.pk in resting["page"] or change.what in TURNS_WHAT_IS_SAID:
                _check_sources(_touched_by_page(change), change)
            if change.what in TURNS_WHAT_IS_SAID:
                _sync_contradictions(change)


def _rested_on(changes: Sequence[Event]) -> dict[str, set[int | None]]:
    """The keys of those of the changed texts on which tips rest, by the kind of text; of pages, what was merged into them."""
    pages, comments = (keys_of(changes, model._meta.label_lower) for model in (Page, Comment))
    if not (pages or comments):
        return {"page": set(), "comment": set()}
    touched = Source.objects.filter(Q(page__in=pages) | Q(page__merged_into__in=pages) | Q(comment__in=comments))
    rows = list(touched.order_by().values_list("page", "page__merged_into", "comment"))
    return {
        "page": {key for page, target, _one in rows for key in (page, target)},
        "comment": {one for *_, one in rows},
    }


def _check_sources(sources: QuerySet[Source], change: Event) -> None:
    for pk in list(sources.order_by("pk").values_list("pk", flat=True)):
        check_source(pk, why=change.what, at=change.at)


def _touched_by_page(change: Event) -> QuerySet[Source]:
    """Also what stood in pages that were merged into it; with a page, what is said about it goes out of sight."""
    touched = Q(page=change.pk) | Q(page__merged_into=change.pk)
    if change.what in TURNS_WHAT_IS_SAID:
        touched |= Q(comment__page=change.pk)
    return Source.objects.filter(touched)


def _sync_contradictions(change: Event) -> None:
    nuances = Comment.objects.filter(page=change.pk, kind=CommentKind.NUANCE).exclude(passage=None)
    for pk in list(nuances.order_by("pk").values_list("pk", flat=True)):
        answers.sync_contradictions(pk, at=change.at)


def late_sources() -> QuerySet[Source]:
    """The sources whose text has moved on, or gone out of sight or come back, since somebody looked."""
    page = Q(page__merged_into=None) & ~Q(page__version=F("looked_in"))
    merged = Q(page__merged_into__isnull=False) & ~Q(page__merged_into__version=F("looked_in"))
    comment = Q(comment__isnull=False) & ~Q(comment__version=F("looked_in"))
    hidden = Q(page__is_hidden=True) | Q(comment__is_hidden=True) | Q(comment__withdrawn_at__isnull=False)
    hidden |= Q(comment__page__is_hidden=True) | Q(comment__video__withdrawn_at__isnull=False)
    back = Q(standing="gone", drifts__answer="", drifts__why__in=[EventKind.HIDDEN, EventKind.WITHDRAWN]) & ~hidden
    moved_on = Q(page__isnull=False) & (page | merged)
    return Source.objects.filter(moved_on | comment | (hidden & ~Q(standing="gone")) | back).distinct().order_by("pk")


def check_late_sources(at_most: int = AT_ONCE) -> int:
    """For settings.RUN_PERIODICALLY: looks for what is late, some at a time; returns how many that were."""
    rows = list(late_sources().values_list("pk", flat=True)[:at_most])
    for pk in rows:
        check_source(pk)
    return len(rows)

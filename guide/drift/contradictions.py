"""A nuance about the very passage that a tip rests on contradicts the tip, until an editor has answered it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from common import markup
from contributions.comments.kinds import CommentKind
from contributions.models import Comment, Page
from guide.drift.models import Drift
from guide.drift.notify import notify_editors
from guide.sources.models import Source


def concerned(keys: Collection[int]) -> set[int]:
    """Which of these contributions are about a passage, or have contradicted a tip. One query, none without keys."""
    if not keys:
        return set()
    known = Exists(Drift.objects.filter(comment=OuterRef("pk")))
    rows = Comment.objects.filter(Q(passage__isnull=False) | known, pk__in=keys)
    return set(rows.order_by().values_list("pk", flat=True))


def sync_contradictions(pk: int, *, at: datetime | None = None) -> None:
    """Opens a drift for each source that the contribution is about, once; closes them where it no longer stands."""
    comment = Comment.objects.select_related("passage", "page").filter(pk=pk).first()
    if comment is None:
        return
    moment = at or timezone.now()
    if not _contradicts(comment):
        unanswered = Drift.objects.open().filter(comment=comment)
        unanswered.update(answer=Drift.Answer.RESTORED, answered_at=moment)
        return
    assert comment.page is not None and comment.passage is not None  # noqa: S101 - see `_contradicts`
    for source in sources_in(comment.page):
        if overlaps(source, comment.passage.anchor, comment.page.body):
            _open(source, comment, moment)


def _contradicts(comment: Comment) -> bool:
    in_sight = comment.is_standing and comment.page is not None and not comment.page.is_hidden
    return in_sight and comment.kind == CommentKind.NUANCE and comment.passage_id is not None


def sources_in(page: Page) -> list[Source]:
    """What tips rest on in this page, and in those that were merged into it."""
    rows = Source.objects.filter(Q(page=page) | Q(page__merged_into=page)).exclude(standing="gone")
    return list(rows.select_related("tip").order_by("pk"))


def overlaps(source: Source, passage: markup.TextQuote, body: str) -> bool:
    """Returns whether both passages overlap in the page or, if one is gone from it, whether one contains the other's words."""
    one, two = markup.find_quote(source.anchor, body), markup.find_quote(passage, body)
    if "gone" not in (one.standing, two.standing):
        return one.start < two.end and two.start < one.end
    return markup.find_quote(source.anchor, passage.exact).standing != "gone"


def _open(source: Source, comment: Comment, at: datetime) -> None:
    with transaction.atomic():
        values = {
            "kind": Drift.Kind.CONTRADICTED,
            "version": source.looked_in,
            "before": source.passage,
            "before_version": source.version,
            "noticed_at": at,
        }
        drift, is_new = Drift.objects.get_or_create(source=source, comment=comment, defaults=values)
        if not is_new:  # put back, or shown again: what its going had closed stands open again
            gone = Drift.objects.filter(pk=drift.pk, answer=Drift.Answer.RESTORED)
            gone.update(answer="", answered_at=None)
            return
        notify_editors(drift)

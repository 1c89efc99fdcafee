"""A nuance about the very passage that a tip rests on contradicts the tip, until an editor has answered it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

import markup
from contributions.models import Contribution, Page
from contributions.talk.kinds import Kind
from guide.drift.models import Drift
from guide.drift.telling import tell_editors
from guide.sources.models import Source


def follow(pk: int, *, at: datetime | None = None) -> None:
    """Opens a drift for each source that the contribution is about, once; closes them where it no longer stands."""
    said = Contribution.objects.select_related("passage", "page").filter(pk=pk).first()
    if said is None:
        return
    moment = at or timezone.now()
    if not _contradicts(said):
        unanswered = Drift.objects.open().filter(contribution=said)
        unanswered.update(answer=Drift.Answer.RESTORED, answered_at=moment)
        return
    assert said.page is not None and said.passage is not None  # noqa: S101 - see `_contradicts`
    for source in sources_in(said.page):
        if overlaps(source, said.passage.anchor, said.page.body):
            _open(source, said, moment)


def _contradicts(said: Contribution) -> bool:
    in_sight = said.is_standing and said.page is not None and not said.page.is_hidden
    return in_sight and said.kind == Kind.NUANCE and said.passage_id is not None


def sources_in(page: Page) -> list[Source]:
    """What tips rest on in this page, and in those that were merged into it."""
    rows = Source.objects.filter(Q(page=page) | Q(page__merged_into=page)).exclude(standing="gone")
    return list(rows.select_related("tip").order_by("pk"))


def overlaps(source: Source, passage: markup.Anchor, body: str) -> bool:
    """Whether the two speak of the same sentence of the page; where it has changed, whether one holds the other's words."""
    one, two = markup.find(source.anchor, body), markup.find(passage, body)
    if "gone" not in (one.standing, two.standing):
        return one.start < two.end and two.start < one.end
    return markup.find(source.anchor, passage.exact).standing != "gone"


def _open(source: Source, said: Contribution, at: datetime) -> None:
    with transaction.atomic():
        values = {
            "kind": Drift.Kind.CONTRADICTED,
            "version": source.looked_in,
            "before": source.passage,
            "before_version": source.version,
            "noticed_at": at,
        }
        drift, is_new = Drift.objects.get_or_create(source=source, contribution=said, defaults=values)
        if not is_new:  # put back, or shown again: what its going had closed stands open again
            gone = Drift.objects.filter(pk=drift.pk, answer=Drift.Answer.RESTORED)
            gone.update(answer="", answered_at=None)
            return
        tell_editors(drift)

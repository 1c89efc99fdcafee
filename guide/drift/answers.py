"""What an editor answers to a drift. Each verb holds the source first; of two editors one wins, and the other is told.

`seen` is the version of the drift that the editor read: raises ChangedAgain where the passage has changed once more since,
AnsweredMeanwhile where somebody has answered, ValidationError beside the field. Then nothing is written.

Event listener: checks the sources of tips when a text changes. A periodic run checks those whose event was lost.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from contributions.comments.kinds import CommentKind
from contributions.events import Event, EventKind, in_bulk, keys_of
from contributions.models import Comment, Page
from guide.drift.detection import check_source, hold_source, notify_editors, source_status, text_now
from guide.drift.models import AnsweredMeanwhile, ChangedAgain, Drift
from guide.sources.models import Source

REASON_LENGTH = 300


def take_over(drift: Drift, *, by: User, seen: int, at: datetime | None = None) -> None:
    """The tip says now what the passage says: the source rests on the newest version, and this row remembers what it rested on.

    Of what has gone, and of what was contradicted, there is nothing new to rest on: the source stays as it was.
    """
    with transaction.atomic():
        source = _hold(drift)
        _answer(drift, Drift.Answer.TAKEN_OVER, by=by, seen=seen, at=at)
        if not drift.is_contradiction and drift.kind != Drift.Kind.GONE:
            _rest_anew(source, drift)


def dismiss(drift: Drift, *, reason: str, by: User, seen: int, at: datetime | None = None) -> None:
    """The tip stays as it is, for a reason that everybody can read."""
    with transaction.atomic():
        _hold(drift)
        _answer(drift, Drift.Answer.KEPT, by=by, seen=seen, at=at, reason=_checked(reason))


def discuss(drift: Drift, *, reason: str, by: User, seen: int, at: datetime | None = None) -> Comment:
    """Says the reason where the passage stands, for everybody to answer."""
    with transaction.atomic():
        source = _hold(drift)
        _answer(drift, Drift.Answer.DISCUSSED, by=by, seen=seen, at=at, reason=_checked(reason))
        comment = Comment.objects.write(body=reason, author=by, at=at, **_place_of(drift, source))
        Drift.objects.filter(pk=drift.pk).update(discussion=comment)
        drift.discussion = comment
    return comment


def _hold(drift: Drift) -> Source:
    source = hold_source(drift.source_id)
    if source is None:
        raise AnsweredMeanwhile(drift)
    return source


def _checked(reason: str) -> str:
    reason = markup.clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: everybody can read it.")}, code="empty")
    if len(reason) > REASON_LENGTH:
        words = _("This has %(length)s characters; the limit is %(limit)s.")
        raise ValidationError({"reason": words % {"length": len(reason), "limit": REASON_LENGTH}}, code="too_long")
    return reason


def _answer(drift: Drift, answer: Drift.Answer, *, by: User, seen: int, at: datetime | None, **more: Any) -> None:
    """Only where it stands open, as the editor read it."""
    moment = at or timezone.now()
    open_as_read = Drift.objects.open().filter(pk=drift.pk, version=seen)
    if not open_as_read.update(answer=answer, answered_by=by, answered_at=moment, **more):
        fresh = Drift.objects.select_related("answered_by").filter(pk=drift.pk).first()
        raise AnsweredMeanwhile(fresh or drift) if fresh is None or fresh.answer else ChangedAgain
    drift.refresh_from_db()


def _rest_anew(source: Source, drift: Drift) -> None:
    """On what the editor read, where it still stands so: a worker may not have noticed yet that it does not."""
    look = source_status(source)
    if look.status.words != drift.words:
        raise ChangedAgain
    words, start = look.status.words, look.status.start
    place = markup.text_quote(look.text.body, start, start + len(words))
    values: dict[str, Any] = {"passage": words, "prefix": place.prefix, "suffix": place.suffix, "start": start}
    values |= {"version": look.text.version, "looked_in": look.text.version, "standing": "unchanged"}
    if isinstance(look.text, Page):
        values["page"] = look.text
    Source.objects.filter(pk=source.pk).update(**values)


def _place_of(drift: Drift, source: Source) -> dict[str, Any]:
    """Under what contradicts it; else under what was said, or under the page."""
    if drift.comment:
        return {"theme": drift.comment.theme, "reply_to": drift.comment}
    text = text_now(source)
    return {"theme": text.theme, "page": text} if isinstance(text, Page) else {"theme": text.theme, "reply_to": text}


# A nuance about the very passage that a tip rests on contradicts the tip, until an editor has answered it.


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


AT_ONCE = 100
TURNS_WHAT_IS_SAID = {EventKind.HIDDEN, EventKind.SHOWN}


@in_bulk
def notice(*changes: Event) -> None:
    """Looks again for the passages that tips rest on in what has changed."""
    resting = _rested_on(changes)
    contradicting = concerned(keys_of(changes, Comment._meta.label_lower))
    for change in changes:
        if change.label == Comment._meta.label_lower:
            if change.pk in resting["comment"]:
                _check_sources(Source.objects.filter(comment=change.pk), change)
            if change.pk in contradicting:
                sync_contradictions(change.pk, at=change.at)
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
        sync_contradictions(pk, at=change.at)


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

"""One text as an editor reads it at the desk: what nobody has read of it yet, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

import markup
from accounts.models import User
from contributions.comments.kinds import CommentKind
from contributions.endorsements.counts import with_endorsements
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Incorporation, Page, Patrol
from contributions.revision_html import changes_between
from guide.candidates.nominations import Nomination
from guide.decisions.models import Decision, Submission
from guide.desk.params import TextKey
from guide.drift.models import Drift
from guide.editions.published_numbers import with_published_number

NAMED = 5
MOST_WAITING = 100
MOST_ALARMS = 50


@dataclass(frozen=True)
class SubmissionDetail:
    """`versions` are the last that nobody has read, the newest first; `unread` how many there are.

    `diff` is what has changed since version `since`, the last that the team read, 0 where it read none: None for a page that
    is new, and where all is read.
    """

    submission: Submission
    text: Page | Comment
    unread: int
    versions: tuple[RevisionDetails, ...]
    since: int
    diff: markup.Diff | None
    holding: Decision | None
    nuances: int
    nominations: tuple[Nomination, ...]
    incorporations: tuple[Incorporation, ...]

    @property
    def is_page(self) -> bool:
        return isinstance(self.text, Page)

    @property
    def key(self) -> TextKey:
        return TextKey.of(self.submission)

    @property
    def holds(self) -> Decision | None:
        """The decision that holds, where one does: not where it was taken back."""
        return self.holding if self.submission.is_decided else None


def text_at(key: TextKey, reader: User) -> Page | Comment | None:
    """What an address names, as far as it can be decided about; None for what is hidden, withdrawn or not there."""
    if key.prefix == "page":
        pages = Page.objects.visible().select_related("theme").defer("contents")
        return with_endorsements(pages, reader).filter(pk=key.pk).first()
    found = with_endorsements(Comment.objects.for_lists().standing(), reader).filter(pk=key.pk).first()
    if found is not None and found.reply_to_id:
        # Apart: to plan two tables more takes PostgreSQL five milliseconds, for every text.
        prefetch_related_objects([found], Prefetch("reply_to", Comment.objects.select_related("author")))
    return found


def submission_detail(text: Page | Comment) -> SubmissionDetail:
    submission = Submission.objects.select_related("theme").of(text)
    is_page = isinstance(text, Page)
    waiting = Patrol.objects.waiting().filter(**{TextKey.of(submission).relation: text.pk}).order_by("version")
    numbers = list(waiting.values_list("version", flat=True)[:MOST_WAITING])
    since = numbers[0] - 1 if numbers else 0
    versions, diff = _changes(text, numbers, since)
    about = Q(page=text.pk) if is_page else Q(reply_to=text.pk)
    return SubmissionDetail(
        submission=submission,
        text=text,
        unread=len(numbers),
        versions=versions,
        since=since,
        diff=diff,
        holding=_holding(submission),
        nuances=Comment.objects.standing().filter(about, kind=CommentKind.NUANCE).count(),
        nominations=tuple(_nominations(text)),
        incorporations=tuple(_incorporations(text)),
    )


def _holding(submission: Submission) -> Decision | None:
    """The newest decision. Where there was none, it is not asked for: to plan that query takes PostgreSQL 20 ms."""
    rows = with_published_number(Decision.objects.with_everything(), "tip").filter(
        submission=submission, number=submission.number
    )
    return rows.first() if submission.number else None


def _changes(
    text: Page | Comment, numbers: Sequence[int], since: int
) -> tuple[tuple[RevisionDetails, ...], markup.Diff | None]:
    """The last of these versions, the newest first, and what changed since the one that was read before them."""
    wanted = {*numbers[-NAMED:], since, text.version}
    rows: list[Any] = list(text.history.with_authors().without_bodies().filter(version__in=wanted).order_by("-version"))
    by_version: dict[int, Any] = {row.version: row for row in rows}
    older, newer = by_version.get(since), by_version.get(text.version)
    diff = markup.compare("", text.body_html) if numbers and not since and isinstance(text, Comment) else None
    if older and newer and not (older.is_text_hidden or newer.is_text_hidden):
        with suppress(markup.RenderRefused):
            diff = changes_between(text, older, newer)
    return tuple(row for row in rows if row.version in set(numbers)), diff


def _nominations(text: Page | Comment) -> list[Nomination]:
    if not isinstance(text, Page):
        return []
    return list(Nomination.objects.about(text).select_related("nominated_by", "passage")[:NAMED])


def _incorporations(text: Page | Comment) -> list[Incorporation]:
    if isinstance(text, Page):
        return []
    rows = text.incorporations.select_related("page__theme")
    return list(rows.defer("page__body", "page__body_html", "page__contents")[:NAMED])


def alarms() -> dict[int, Drift]:
    """The tips with a source that no longer says what it said, by their keys: the alarms that nobody has answered."""
    rows = Drift.objects.alarms().select_related("source__tip")
    rows = rows.defer("source__tip__body", "source__tip__body_html", "source__passage")
    return {drift.source.tip_id: drift for drift in rows.order_by("source__tip__number")[:MOST_ALARMS]}

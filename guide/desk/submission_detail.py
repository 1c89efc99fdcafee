"""One text as an editor reads it at the desk: what nobody has read of it yet, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from common import markup
from contributions.history_models import RevisionDetails
from contributions.models import Comment, Incorporation, Page
from contributions.revision_html import changes_between
from guide.candidates.nominations import Nomination
from guide.decisions.models import Decision, Submission
from guide.desk import submission_queries as queries
from guide.desk.params import TextKey
from guide.drift.models import Drift


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


def text_at(key: TextKey) -> Page | Comment | None:
    """What an address names, as far as it can be decided about; None for what is hidden, withdrawn or not there."""
    if key.prefix == "page":
        return queries.page.first(key.pk)
    found = queries.comment.first(key.pk)
    if found is not None and found.reply_to_id:
        found.reply_to = queries.replied_to.first(found.reply_to_id)
    return found


def submission_of(text: Page | Comment) -> Submission:
    """The submission of a text, with this text and the theme that it came with; made where there is none."""
    key = TextKey.of_text(text)
    submission = queries.submission[key.prefix].first(text.pk) or Submission.objects.of(text)
    setattr(submission, key.relation, text)
    if submission.theme_id == text.theme_id:
        submission.theme = text.theme
    return submission


def submission_detail(text: Page | Comment) -> SubmissionDetail:
    submission, is_page = submission_of(text), isinstance(text, Page)
    kind = TextKey.of_text(text).prefix
    numbers = [version for (version,) in queries.waiting[kind].tuples(text.pk)]
    since = numbers[0] - 1 if numbers else 0
    versions, diff = _changes(text, numbers, since)
    return SubmissionDetail(
        submission=submission,
        text=text,
        unread=len(numbers),
        versions=versions,
        since=since,
        diff=diff,
        holding=queries.holding.first(submission.pk, submission.number) if submission.number else None,
        nuances=getattr(text, "nuances", 0),
        nominations=tuple(queries.nominations.all(text.pk)) if is_page else (),
        incorporations=() if is_page else tuple(_incorporations(text)),
    )


def _changes(
    text: Page | Comment, numbers: Sequence[int], since: int
) -> tuple[tuple[RevisionDetails, ...], markup.Diff | None]:
    """The last of these versions, the newest first, and what changed since the one that was read before them."""
    if not numbers:
        return (), None
    if not since and isinstance(text, Comment):
        with suppress(markup.RenderRefused):
            return (), markup.compare("", text.body_html)
        return (), None
    kind = TextKey.of_text(text).prefix
    wanted = {*numbers[-queries.NAMED :], since, text.version}
    rows: list[Any] = sorted(queries.revisions[kind].of(wanted, text.pk), key=lambda row: -row.version)
    by_version = {row.version: row for row in rows}
    older, newer, diff = by_version.get(since), by_version.get(text.version), None
    if older and newer and not (older.is_text_hidden or newer.is_text_hidden):
        with suppress(markup.RenderRefused):
            diff = changes_between(text, older, newer)
    return tuple(row for row in rows if row.version in set(numbers)), diff


def _incorporations(text: Page | Comment) -> list[Incorporation]:
    return queries.incorporations.all(text.pk)


def alarms() -> dict[int, Drift]:
    """The tips with a source that no longer says what it said, by their keys: the alarms that nobody has answered."""
    return {drift.source.tip_id: drift for drift in queries.alarms.all()}

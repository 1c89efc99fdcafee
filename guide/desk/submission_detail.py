"""One text as an editor reads it at the desk: what nobody has read of it yet, and what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process, utils

from accounts.models import User, public_name
from common import markup
from contributions.comments.kinds import CommentKind
from contributions.endorsements import with_endorsements
from contributions.history_models import RevisionDetails
from contributions.models import Comment, CommentRevision, Incorporation, Page, PageRevision, Patrol
from contributions.revision_html import changes_between
from guide.candidates.evidence import Nomination
from guide.decisions.models import Decision, Submission
from guide.desk.waiting import PREFIXES, TextKey, texts_of
from guide.drift.models import Drift

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


def text_at(key: TextKey) -> Page | Comment | None:
    """What an address names, as far as it can be decided about; None for what is hidden, withdrawn or not there."""
    if key.prefix == "page":
        pages = Page.objects.visible().select_related("theme").defer("contents")
        page: Page | None = _with_counts(pages, "page").filter(pk=key.pk).first()
        return page
    comments = Comment.objects.standing().for_lists().select_related("reply_to__author")
    comment: Comment | None = _with_counts(comments, "reply_to").filter(pk=key.pk).first()
    return comment


def _with_counts(rows: Any, about: str) -> Any:
    """Each text with how many find it useful, and with the number of nuances that stand `about` it."""
    given = Comment.objects.standing().filter(**{about: OuterRef("pk")}, kind=CommentKind.NUANCE).order_by()
    count = Subquery(given.values(about).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return with_endorsements(rows, AnonymousUser()).annotate(nuances=Coalesce(count, 0))


def submission_of(text: Page | Comment) -> Submission:
    """The submission of a text, with this text and the theme that it came with; made where there is none."""
    key = TextKey.of_text(text)
    submission = Submission.objects.filter(**{key.relation: text.pk}).first() or Submission.objects.of(text)
    setattr(submission, key.relation, text)
    if submission.theme_id == text.theme_id:
        submission.theme = text.theme
    return submission


def submission_detail(text: Page | Comment) -> SubmissionDetail:
    submission, is_page = submission_of(text), isinstance(text, Page)
    waiting = Patrol.objects.waiting().filter(**{TextKey.of_text(text).relation: text.pk})
    numbers = list(waiting.order_by("version").values_list("version", flat=True)[:MOST_WAITING])
    since = numbers[0] - 1 if numbers else 0
    versions, diff = _changes(text, numbers, since)
    return SubmissionDetail(
        submission=submission,
        text=text,
        unread=len(numbers),
        versions=versions,
        since=since,
        diff=diff,
        holding=_holding(submission),
        nuances=getattr(text, "nuances", 0),
        nominations=tuple(_nominations(text)) if is_page else (),
        incorporations=() if is_page else tuple(_incorporations(text)),
    )


def _holding(submission: Submission) -> Decision | None:
    decisions = Decision.objects.filter(submission=submission, number=submission.number)
    return _with_what_it_names(decisions).first() if submission.number else None


def last_decision(pk: int, by: User) -> Decision | None:
    """Returns this decision with the text that it is about, if this editor took it and it still holds."""
    decisions = Decision.objects.holding().filter(pk=pk, by=by)
    return _with_what_it_names(decisions, "submission__page", "submission__comment__author").first()


def _with_what_it_names(decisions: QuerySet[Decision], *also: str) -> QuerySet[Decision]:
    return decisions.select_related("by", "tip", "page", "reason", *also).defer(*texts_of("page"))


def _nominations(text: Page | Comment) -> QuerySet[Nomination]:
    rows = Nomination.objects.filter(Q(page=text.pk) | Q(page__merged_into=text.pk))
    return rows.select_related("nominated_by", "passage")[:NAMED]


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
    model: Any = PageRevision if isinstance(text, Page) else CommentRevision
    wanted = model.objects.filter(id=text.pk, version__in={*numbers[-NAMED:], since, text.version})
    rows = list(wanted.select_related("history_user").defer("body").order_by("-version"))
    by_version = {row.version: row for row in rows}
    older, newer, diff = by_version.get(since), by_version.get(text.version), None
    if older and newer and not (older.is_text_hidden or newer.is_text_hidden):
        with suppress(markup.RenderRefused):
            diff = changes_between(text, older, newer)
    return tuple(row for row in rows if row.version in set(numbers)), diff


def _incorporations(text: Page | Comment) -> QuerySet[Incorporation]:
    rows = Incorporation.objects.filter(comment=text.pk).select_related("page__theme")
    return rows.defer(*texts_of("page"))[:NAMED]


def alarms() -> dict[int, Drift]:
    """The tips with a source that no longer says what it said, by their keys: the alarms that nobody has answered."""
    rows = Drift.objects.alarms().select_related("source__tip").order_by("source__tip__number")
    return {drift.source.tip_id: drift for drift in rows[:MOST_ALARMS]}


# The texts of a theme that are most alike to one: what it may be a duplicate of, or be merged into.


LOOKED_THROUGH = 150
PROPOSED = 3
LEAST = 30
NO_KEY = 0
NAME = ("first_name", "last_name", "username", "attribution")


@dataclass(frozen=True)
class SimilarText:
    """Enough of a text to choose it by: the title of a page, or what was said and by whom."""

    key: TextKey
    excerpt: str
    title: str = ""
    author_name: str = ""


@dataclass(frozen=True)
class SimilarTexts:
    """`texts` are three of both, `pages` three pages, the most alike first; `titles` those of the theme's pages that changed
    last, to choose another one by.
    """

    texts: tuple[SimilarText, ...]
    pages: tuple[SimilarText, ...]
    titles: tuple[str, ...]


def find_similar(text: Page | Comment) -> SimilarTexts:
    """The most alike of its theme's newest pages and contributions: two queries, some milliseconds."""
    is_page = isinstance(text, Page)
    pages = _newest_pages(text.theme_id, text.pk if is_page else NO_KEY)
    comments = _newest_comments(text.theme_id, NO_KEY if is_page else text.pk)
    words = [f"{title} {excerpt}" for _pk, title, excerpt in pages] + [row[1] for row in comments]
    best = _best(f"{text} {text.excerpt}" if is_page else text.excerpt, words)
    alike = [_page(*pages[at]) if at < len(pages) else _comment(*comments[at - len(pages)]) for at in best]
    by_prefix = {prefix: [one for one in alike if one.key.prefix == prefix][:PROPOSED] for prefix in PREFIXES}
    proposed = {one.key for some in by_prefix.values() for one in some}
    return SimilarTexts(
        texts=tuple([one for one in alike if one.key in proposed][:PROPOSED]),
        pages=tuple(by_prefix["page"]),
        titles=tuple(title for _pk, title, _excerpt in pages),
    )


def _page(pk: int, title: str, excerpt: str) -> SimilarText:
    return SimilarText(TextKey("page", pk), excerpt, title=title)


def _comment(pk: int, excerpt: str, *name: str) -> SimilarText:
    return SimilarText(TextKey("comment", pk), excerpt, author_name=public_name(*name))


def _newest_pages(theme: int, but: int) -> list[tuple[int, str, str]]:
    rows = Page.objects.visible().filter(theme=theme).exclude(pk=but).recently_changed()
    return list(rows.values_list("pk", "title", "excerpt")[:LOOKED_THROUGH])


def _newest_comments(theme: int, but: int) -> list[tuple[Any, ...]]:
    rows = Comment.objects.standing().filter(theme=theme).exclude(pk=but).newest_first()
    return list(rows.values_list("pk", "excerpt", *(f"author__{name}" for name in NAME))[:LOOKED_THROUGH])


def _best(words: str, among: Sequence[str]) -> list[int]:
    """Where the most alike stand, the most alike first."""
    found = process.extract(
        words,
        among,
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        limit=8 * PROPOSED,
        score_cutoff=LEAST,
    )
    return [at for _words, _score, at in found]


def page_titled(title: str) -> Page:
    """Raises ValidationError."""
    page = Page.objects.visible().with_title(title).select_related("theme").first()
    if page is None:
        raise ValidationError(_("No page has this title."))
    return page


def text_named(key: TextKey) -> Page | Comment:
    """A text that was proposed. Raises ValidationError where it has gone since."""
    rows: Any = Page.objects.narrow().select_related("theme") if key.prefix == "page" else Comment.objects.for_lists()
    text: Page | Comment | None = rows.filter(pk=key.pk).first()
    if text is None:
        raise ValidationError(_("This text is no longer there to read."))
    return text

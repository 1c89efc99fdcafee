"""Where the lines come from: four tables, each asked for what stands before a place, newest first, by its own index.

The newest of all sources, in one order, with everything that a list shows of each: in a constant number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common.paging import Cursor
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet, credit
from contributions.history_models import REARRANGED
from contributions.moderation.first_contributions import NEW_FOR, FirstContribution
from contributions.moderation.patrols import Patrol
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from contributions.questions.models import Question
from contributions.recent_changes.entries import ARRANGED, ASKED, COMMENT, VERSION, RecentChange
from themes.models import Theme

KINDS = {
    "opened": _("Pages opened"),
    "changed": _("Pages improved"),
    "comment": _("Contributions"),
    "answers": _("Answers"),
    "questions": _("Questions"),
    "arranged": _("Moved, merged, protected"),
}


@dataclass(frozen=True, kw_only=True)
class ChangesQuery:
    """What the list is narrowed to; by itself, everything."""

    theme: Theme | None = None
    kind: str = ""
    person: User | None = None
    since: datetime | None = None
    without_details: bool = False
    unreviewed: bool = False
    by_new_people: bool = False

    def has(self, *kinds: str) -> bool:
        return not self.kind or self.kind in kinds


LISTED = ("id", "theme_id", "slug", "title", "excerpt", "is_hidden", "merged_into_id")
"""What a line says of a page."""
PAGE_TEXTS = ("page__body", "page__body_html", "page__contents")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Span:
    """Which lines of a source are wanted: `at_most`, those that follow `before`, none that is older than `since`."""

    at_most: int
    before: Cursor | None = None
    since: datetime = LONG_AGO


type Source = Callable[[ChangesQuery, access.Person, Span], list[RecentChange]]


def versions(wanted: ChangesQuery, reader: access.Person, span: Span) -> list[RecentChange]:
    """Versions of the pages whose history the reader may see."""
    if not wanted.has("opened", "changed", "arranged"):
        return []
    rows = version_rows(wanted, span, are_editors=access.is_editor(reader))[: span.at_most]
    return [revision_line(VERSION, row) for row in rows]


def version_rows(wanted: ChangesQuery, span: Span, *, are_editors: bool) -> Any:
    rows = narrowed(Page.history.newest_first(), wanted, "page")
    if span.since > LONG_AGO:
        rows = rows.filter(history_date__gte=span.since)
    if not are_editors:
        readable = Page.objects.with_history_for_readers(are_editors=False)
        rows = rows.filter(Exists(readable.filter(pk=OuterRef("id"))))
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.without_details:
        rows = rows.filter(is_minor=False)
    rows = of_a_kind(rows, wanted.kind)
    return rows.older_than_change(*span.before.bound_for(VERSION)) if span.before else rows


def of_a_kind(rows: Any, kind: str) -> Any:
    if kind == "opened":
        return rows.filter(version=1)
    if kind == "changed":
        return rows.filter(version__gt=1).exclude(act__in=REARRANGED)
    return rows.filter(act__in=REARRANGED) if kind == "arranged" else rows


def comments(wanted: ChangesQuery, reader: access.Person, span: Span) -> list[RecentChange]:
    """What was said, and corrected since, of what the reader may see."""
    if not wanted.has("comment", "answers"):
        return []
    rows = comment_rows(wanted, span, Comment.objects.visible_to(reader))[: span.at_most]
    return [revision_line(COMMENT, row) for row in rows]


def comment_rows(wanted: ChangesQuery, span: Span, visible: CommentQuerySet) -> Any:
    readable = visible.filter(pk=OuterRef("id"))
    if wanted.kind:
        readable = readable.filter(reply_to__isnull=wanted.kind == "comment")
    if wanted.theme:
        readable = readable.filter(theme=wanted.theme)
    rows = narrowed(Comment.history.newest_first(), wanted, "comment").filter(Exists(readable))
    rows = rows.filter(history_date__gte=span.since)
    if wanted.without_details:
        rows = rows.filter(is_minor=False)
    return rows.older_than_change(*span.before.bound_for(COMMENT)) if span.before else rows


def narrowed(rows: Any, wanted: ChangesQuery, place: str) -> Any:
    """The revisions by whoever is asked for, since when, and, of a "page" or "contribution", those not reviewed yet."""
    if wanted.person:
        rows = rows.filter(history_user=wanted.person)
    if wanted.since:
        rows = rows.filter(history_date__gte=wanted.since)
    if wanted.unreviewed:
        rows = rows.filter(Exists(Patrol.objects.waiting().of_each(place)))
    return by_new_people(rows, wanted, "history_user")


def by_new_people(rows: Any, wanted: ChangesQuery, column: str) -> Any:
    if not wanted.by_new_people:
        return rows
    return rows.filter(Exists(FirstContribution.objects.of_new_people().filter(person=OuterRef(column))))


def asked(wanted: ChangesQuery, reader: access.Person, span: Span) -> list[RecentChange]:
    """Questions, one a group."""
    if not wanted.has("questions") or wanted.unreviewed:
        return []
    rows = question_rows(wanted, span, are_editors=access.is_editor(reader))[: span.at_most]
    return [
        RecentChange(place=Cursor(row.created_at, ASKED, row.pk), person=row.asked_by, question=row) for row in rows
    ]


def question_rows(wanted: ChangesQuery, span: Span, *, are_editors: bool) -> QuerySet[Question]:
    rows: QuerySet[Question] = Question.objects.visible_to_readers(are_editors=are_editors).firsts().newest_first()
    rows = by_new_people(rows.select_related("theme", "asked_by"), wanted, "asked_by")
    rows = rows.filter(created_at__gte=max(span.since, wanted.since or span.since))
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.person:
        rows = rows.filter(asked_by=wanted.person)
    if span.before:
        rows = rows.older_than(*span.before.bound_for(ASKED))  # type: ignore[attr-defined]
    return rows


def arranged(wanted: ChangesQuery, reader: access.Person, span: Span) -> list[RecentChange]:
    """What editors did to a page and everybody may know: that it was protected, or opened again."""
    if not wanted.has("arranged") or wanted.unreviewed or wanted.by_new_people:
        return []
    rows = entry_rows(wanted, span, are_editors=access.is_editor(reader))[: span.at_most]
    return [
        RecentChange(place=Cursor(row.at, ARRANGED, row.pk), person=row.by, page=row.page, entry=row) for row in rows
    ]


def entry_rows(wanted: ChangesQuery, span: Span, *, are_editors: bool) -> QuerySet[LogEntry]:
    rows = LogEntry.objects.filter(act__in=[LogAction.PROTECT, LogAction.UNPROTECT]).of_pages().newest_first()
    rows = rows.filter(at__gte=max(span.since, wanted.since or span.since))
    if not are_editors:
        rows = rows.filter(page__is_hidden=False)
    if wanted.theme:
        rows = rows.filter(page__theme=wanted.theme)
    if wanted.person:
        rows = rows.filter(by=wanted.person)
    return rows.older_than(*span.before.bound_for(ARRANGED)) if span.before else rows


def revision_line(rank: int, row: Any) -> RecentChange:
    return RecentChange(place=Cursor(row.history_date, rank, row.history_id), person=row.history_user, revision=row)


SOURCES: tuple[Source, ...] = (versions, comments, asked, arranged)


EVERYBODY = AnonymousUser()
PLACES = (("page", VERSION), ("comment", COMMENT))
FEW_OF_EACH, OF_EACH = 3, 12
"""So many times as many lines are looked through for things that differ: few, and more where these are of fewer things."""


@dataclass(frozen=True)
class ChangesPage:
    """One screenful; `last` is where the next one begins, nothing at the end."""

    lines: Sequence[RecentChange]
    last: Cursor | None


def newest(wanted: ChangesQuery, reader: access.Person, *, before: Cursor | None = None, at_most: int) -> ChangesPage:
    """The lines that follow `before`, newest first."""
    found = _merged(wanted, reader, before, at_most + 1)
    shown, has_more = found[:at_most], len(found) > at_most
    return ChangesPage(completed(shown, reader), shown[-1].place if has_more else None)


def newest_things(*, at_most: int) -> list[RecentChange]:
    """What changed last that everybody may read, each page, contribution and question once, with its newest line: for the
    home page.
    """
    things: list[RecentChange] = []
    for many in (at_most * FEW_OF_EACH, at_most * OF_EACH):
        lines = _merged(ChangesQuery(), EVERYBODY, None, many)
        things = _things_of(lines, at_most)
        if len(things) == at_most or len(lines) < many:
            break
    return things


def _things_of(lines: Sequence[RecentChange], at_most: int) -> list[RecentChange]:
    newest_of: dict[tuple[int, int], RecentChange] = {}
    for line in lines:
        if line.place.rank != ARRANGED:
            newest_of.setdefault(line.what, line)
    newest, things = list(newest_of.values()), list[RecentChange]()
    # Mostly all of the first are shown; those that are hidden are made up for with the others.
    for some in (newest[: 2 * at_most], newest[2 * at_most :]):
        if len(things) < at_most:
            things += [line for line in _with_subjects(some, EVERYBODY) if not line.is_hidden]
    return things[:at_most]


def _merged(wanted: ChangesQuery, reader: access.Person, before: Cursor | None, at_most: int) -> list[RecentChange]:
    """So many lines of all sources, without what they are about."""
    found: list[RecentChange] = []
    for source in SOURCES:
        # A source is not asked for what is older than so many lines of those before it.
        since = found[-1].moment if len(found) == at_most else LONG_AGO
        found += source(wanted, reader, Span(at_most=at_most, before=before, since=since))
        found = sorted(found, key=attrgetter("place"), reverse=True)[:at_most]
    return found


def completed(lines: Sequence[RecentChange], reader: access.Person) -> list[RecentChange]:
    """Each line with what it is about, and for editors who is new, and what waits for them."""
    shown = _with_subjects(lines, reader)
    if access.is_editor(reader):
        put_patrols_on([line for line in shown if line.revision])
        put_newcomers_on([line for line in shown if line.person])
    return shown


def _with_subjects(lines: Sequence[RecentChange], reader: access.Person) -> list[RecentChange]:
    """Each line with what it is about; what the reader may not see any more is left out."""
    put_pages_on([line for line in lines if line.place.rank == VERSION], reader)
    put_comments_on([line for line in lines if line.place.rank == COMMENT], reader)
    return [line for line in lines if line.page or line.comment or line.question]


def put_pages_on(lines: Sequence[RecentChange], reader: access.Person) -> None:
    """In one query for all; and one for whose words were taken up, if any were."""
    if not lines:
        return
    readable = Page.objects.with_history_for_readers(are_editors=access.is_editor(reader))
    pages = readable.select_related("theme").only(*LISTED).in_bulk([line.what[1] for line in lines])
    for line in lines:
        line.page = pages.get(line.what[1])
    credit([line.revision for line in lines if line.revision])


def put_comments_on(lines: Sequence[RecentChange], reader: access.Person) -> None:
    if not lines:
        return
    rows = Comment.objects.visible_to(reader).select_related("theme", "page__theme", "video")
    found = rows.defer("body", "body_html", *PAGE_TEXTS).in_bulk([line.what[1] for line in lines])
    for line in lines:
        line.comment = found.get(line.what[1])


def put_patrols_on(lines: Sequence[RecentChange]) -> None:
    """One query for a screenful."""
    of_places = {place: [line for line in lines if line.place.rank == rank and line.revision] for place, rank in PLACES}
    here = [
        Q(**{place: text}, version=version) for place, rows in of_places.items() for text, version in map(_key_of, rows)
    ]
    known: dict[tuple[str, int, int], Patrol] = {}
    if here:
        for review in Patrol.objects.filter(reduce(or_, here)).select_related("by"):
            known |= {(place, getattr(review, f"{place}_id"), review.version): review for place in of_places}
    for place, rows in of_places.items():
        for line in rows:
            line.review = known.get((place, *_key_of(line)))


def _key_of(line: RecentChange) -> tuple[int, int]:
    revision: Any = line.revision
    return revision.id, revision.version


def put_newcomers_on(lines: Sequence[RecentChange]) -> None:
    """Who is new, and which line is the first thing that somebody wrote."""
    people = {line.person.pk for line in lines if line.person}
    rows = {row.person_id: row for row in FirstContribution.objects.among(people)} if people else {}
    for line in lines:
        row = rows.get(line.person.pk) if line.person else None
        if row is None:
            continue
        line.is_by_somebody_new = line.moment < row.at + NEW_FOR
        if line.revision:
            first = (VERSION, row.page_id) if row.page_id else (COMMENT, row.comment_id)
            line.is_first_of_hers = line.what == first and line.revision.version == row.version

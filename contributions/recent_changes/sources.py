"""Where the lines come from: four tables, each asked for what stands before a place, newest first, by its own index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common.paging import Cursor
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet
from contributions.history_models import REARRANGED
from contributions.moderation.first_contributions import FirstContribution
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

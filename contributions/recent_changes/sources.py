"""Where the lines come from: four tables, each asked for what stands before a place, newest first, by its own index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from contributions.comments.models import Comment
from contributions.history_models import REARRANGED
from contributions.moderation.first_contributions import FirstContribution
from contributions.moderation.patrols import Patrol
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages.models import Page
from contributions.questions.models import Question
from contributions.recent_changes.entries import ARRANGED, ASKED, COMMENT, VERSION, RecentChange
from pagination import Cursor
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


type Source = Callable[[ChangesQuery, access.Person, Cursor | None, int], list[RecentChange]]


def versions(wanted: ChangesQuery, reader: access.Person, before: Cursor | None, at_most: int) -> list[RecentChange]:
    """Versions of the pages whose history the reader may see."""
    if not wanted.has("opened", "changed", "arranged"):
        return []
    rows = narrowed(Page.history.newest_first(), wanted, "page")
    if not access.is_editor(reader):
        rows = rows.filter(Exists(Page.objects.with_history_for(reader).filter(pk=OuterRef("id"))))
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.without_details:
        rows = rows.filter(is_minor=False)
    rows = of_a_kind(rows, wanted.kind)
    if before:
        rows = rows.older_than_change(*before.bound_for(VERSION))
    return [revision_line(VERSION, row) for row in rows[:at_most]]


def of_a_kind(rows: Any, kind: str) -> Any:
    if kind == "opened":
        return rows.filter(version=1)
    if kind == "changed":
        return rows.filter(version__gt=1).exclude(act__in=REARRANGED)
    return rows.filter(act__in=REARRANGED) if kind == "arranged" else rows


def comments(wanted: ChangesQuery, reader: access.Person, before: Cursor | None, at_most: int) -> list[RecentChange]:
    """What was said, and corrected since, of what the reader may see."""
    if not wanted.has("comment", "answers"):
        return []
    readable = Comment.objects.visible_to(reader).filter(pk=OuterRef("id"))
    if wanted.kind:
        readable = readable.filter(reply_to__isnull=wanted.kind == "comment")
    if wanted.theme:
        readable = readable.filter(theme=wanted.theme)
    rows = narrowed(Comment.history.newest_first(), wanted, "comment").filter(Exists(readable))
    if wanted.without_details:
        rows = rows.filter(is_minor=False)
    if before:
        rows = rows.older_than_change(*before.bound_for(COMMENT))
    return [revision_line(COMMENT, row) for row in rows[:at_most]]


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


def asked(wanted: ChangesQuery, reader: access.Person, before: Cursor | None, at_most: int) -> list[RecentChange]:
    """Questions, one a group."""
    if not wanted.has("questions") or wanted.unreviewed:
        return []
    rows: QuerySet[Question] = Question.objects.visible_to(reader).firsts().newest_first()
    rows = by_new_people(rows.select_related("theme", "asked_by"), wanted, "asked_by")
    if wanted.theme:
        rows = rows.filter(theme=wanted.theme)
    if wanted.person:
        rows = rows.filter(asked_by=wanted.person)
    if wanted.since:
        rows = rows.filter(created_at__gte=wanted.since)
    if before:
        rows = rows.older_than(*before.bound_for(ASKED))  # type: ignore[attr-defined]
    return [
        RecentChange(place=Cursor(row.created_at, ASKED, row.pk), person=row.asked_by, question=row)
        for row in rows[:at_most]
    ]


def arranged(wanted: ChangesQuery, reader: access.Person, before: Cursor | None, at_most: int) -> list[RecentChange]:
    """What editors did to a page and everybody may know: that it was protected, or opened again."""
    if not wanted.has("arranged") or wanted.unreviewed or wanted.by_new_people:
        return []
    rows = LogEntry.objects.filter(act__in=[LogAction.PROTECT, LogAction.UNPROTECT]).of_pages().newest_first()
    if not access.is_editor(reader):
        rows = rows.filter(page__is_hidden=False)
    if wanted.theme:
        rows = rows.filter(page__theme=wanted.theme)
    if wanted.person:
        rows = rows.filter(by=wanted.person)
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if before:
        rows = rows.older_than(*before.bound_for(ARRANGED))
    return [
        RecentChange(place=Cursor(row.at, ARRANGED, row.pk), person=row.by, page=row.page, entry=row)
        for row in rows[:at_most]
    ]


def revision_line(rank: int, row: Any) -> RecentChange:
    return RecentChange(place=Cursor(row.history_date, rank, row.history_id), person=row.history_user, revision=row)


SOURCES: tuple[Source, ...] = (versions, comments, asked, arranged)

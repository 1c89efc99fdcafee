"""The newest of all sources, in one order, with everything that a list shows of each: in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from django.db.models import Q

from accounts import access
from contributions.comments.credits import credit
from contributions.comments.models import Comment
from contributions.moderation.first_contributions import NEW_FOR, FirstContribution
from contributions.moderation.patrols import Patrol
from contributions.pages.models import Page
from contributions.recent_changes.entries import ARRANGED, COMMENT, VERSION, RecentChange
from contributions.recent_changes.sources import LISTED, LONG_AGO, SOMEBODY, SOURCES, ChangesQuery, Span
from database.queries import CompiledInQuery
from pagination import Cursor

AT_ONCE = 50
"""As many lines as a screen has."""
OF_EACH = 12
"""So many times as many lines are looked through for things that differ."""


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


def newest_things(reader: access.Person, *, at_most: int) -> list[RecentChange]:
    """What changed last, each page, contribution and question once, with its newest line: for the home page."""
    newest_of: dict[tuple[int, int], RecentChange] = {}
    for line in _merged(ChangesQuery(), reader, None, at_most * OF_EACH):
        if line.place.rank != ARRANGED:
            newest_of.setdefault(line.what, line)
    lines, things = list(newest_of.values()), list[RecentChange]()
    # Mostly all of the first are shown; those that are hidden are made up for with the others.
    for some in (lines[: 2 * at_most], lines[2 * at_most :]):
        if len(things) < at_most:
            things += [line for line in completed(some, reader) if not line.is_hidden]
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
    """Each line with what it is about; what the reader may not see any more is left out."""
    put_pages_on([line for line in lines if line.place.rank == VERSION], reader)
    put_comments_on([line for line in lines if line.place.rank == COMMENT], reader)
    shown = [line for line in lines if line.page or line.comment or line.question]
    if access.is_editor(reader):
        put_patrols_on([line for line in shown if line.revision])
        put_newcomers_on([line for line in shown if line.person])
    return shown


def put_pages_on(lines: Sequence[RecentChange], reader: access.Person) -> None:
    """In one query for all; and one for whose words were taken up, if any were."""
    if not lines:
        return
    pages = {row.pk: row for row in _pages(access.is_editor(reader)).of(line.what[1] for line in lines)}
    for line in lines:
        line.page = pages.get(line.what[1])
    credit([line.revision for line in lines if line.revision])


@cache
def _pages(are_editors: bool) -> CompiledInQuery[Page]:
    rows = Page.objects.with_history_for_readers(are_editors=are_editors).only(*LISTED).order_by()
    return CompiledInQuery(lambda keys: rows.filter(pk__in=keys), related={"theme": ()}, at_once=AT_ONCE)


def put_comments_on(lines: Sequence[RecentChange], reader: access.Person) -> None:
    if not lines:
        return
    keys = [line.what[1] for line in lines]
    if reader.is_authenticated:
        rows = _comments(access.is_editor(reader), True).of(keys, reader.pk)
    else:
        rows = _comments(access.is_editor(reader), False).of(keys)
    found = {row.pk: row for row in rows}
    for line in lines:
        line.comment = found.get(line.what[1])


@cache
def _comments(are_editors: bool, is_signed_in: bool) -> CompiledInQuery[Comment]:
    def make(keys: Sequence[int], reader: int | None = None) -> Any:
        rows = Comment.objects.visible_to_readers(reader, are_editors=are_editors).order_by()
        return rows.filter(pk__in=keys).defer("body", "body_html")

    related = {"theme": (), "page": LISTED, "page__theme": ()}
    return CompiledInQuery(make, sample_args=[SOMEBODY] if is_signed_in else [], related=related, at_once=AT_ONCE)


def put_patrols_on(lines: Sequence[RecentChange]) -> None:
    if not lines:
        return
    here = Q(pk__in=[])
    for line in lines:
        if line.revision:
            column = "page" if line.place.rank == VERSION else "comment"
            here |= Q(**{column: line.revision.id, "version": line.revision.version})
    found = {
        (review.page_id, review.comment_id, review.version): review
        for review in Patrol.objects.filter(here).select_related("by")
    }
    for line in lines:
        if line.revision:
            pk, version = line.revision.id, line.revision.version
            key = (pk, None, version) if line.place.rank == VERSION else (None, pk, version)
            line.review = found.get(key)


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

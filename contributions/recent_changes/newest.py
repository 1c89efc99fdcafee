"""The newest of all sources, in one order, with everything that a list shows of each: in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from accounts import access
from common.paging import Cursor
from contributions.comments.credits import credit
from contributions.comments.models import Comment
from contributions.moderation.first_contributions import NEW_FOR, FirstContribution
from contributions.moderation.patrols import Patrol
from contributions.pages.models import Page
from contributions.recent_changes.entries import ARRANGED, COMMENT, VERSION, RecentChange
from contributions.recent_changes.sources import LISTED, LONG_AGO, PAGE_TEXTS, SOURCES, ChangesQuery, Span

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

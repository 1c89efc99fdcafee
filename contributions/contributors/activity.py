"""What a person has done, newest first: pages opened and improved, what she said, what she asked; and what she was thanked for.

Each kind is asked for by itself, from an index of that person's rows, so that a list costs the same however much she did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import access
from accounts.models import User
from common.paging import Cursor
from contributions.comments.kinds import CommentKind as CommentKind
from contributions.comments.kinds import Incorporation
from contributions.comments.models import Comment
from contributions.comments.querysets import credit, with_incorporations
from contributions.contributors.models import Thanks
from contributions.endorsements import Endorsement, with_endorsements
from contributions.pages.models import Page, PageRevision
from contributions.questions.models import Question

ROWS = 30


class ActivityKind(TextChoices):
    """The kinds of acts to which a list can be narrowed."""

    ALL = "", pgettext_lazy("what somebody did", "Everything")
    OPENED = "opened", _("Pages opened")
    IMPROVED = "improved", _("Pages improved")
    COMMENTS = "comment", _("Contributions")
    ASKED = "asked", _("Questions")
    INCORPORATED = "incorporated", _("Incorporated into pages")
    THANKS = "thanks", _("Thanks received")


@dataclass(frozen=True)
class Activity:
    """One thing that she did, or was thanked for: exactly one of the four."""

    place: Cursor
    revision: PageRevision | None = None
    comment: Comment | None = None
    question: Question | None = None
    thanks: Thanks | None = None
    page: Page | None = None

    @property
    def at(self) -> datetime:
        return self.place.moment


@dataclass(frozen=True)
class ActivityPage:
    """One screenful; `next_query` leads to the older ones."""

    rows: Sequence[Activity]
    next_query: str
    is_first: bool


def activity_of(person: User, reader: access.Person, kind: str = "", before: str = "") -> ActivityPage:
    """What the reader may see of it. Eight queries at most, whatever there is."""
    since = Cursor.read(before, ranks=4)
    found: list[Activity] = []
    if kind in {ActivityKind.ALL, ActivityKind.OPENED, ActivityKind.IMPROVED}:
        found += _revisions(person, reader, kind, since)
    if kind in {ActivityKind.ALL, ActivityKind.COMMENTS, ActivityKind.ASKED, ActivityKind.INCORPORATED}:
        found += _comment(person, reader, kind, since)
    if kind in {ActivityKind.ALL, ActivityKind.ASKED}:
        found += _asked(person, reader, since)
    if kind == ActivityKind.THANKS:
        found += _thanks(person, reader, since)
    found.sort(key=attrgetter("place"), reverse=True)
    rows = found[:ROWS]
    credit(deed.revision for deed in rows if deed.revision)
    query = {"kind": kind} if kind else {}
    query["before"] = str(rows[-1].place) if len(found) > ROWS else ""
    return ActivityPage(rows, urlencode(query) if query["before"] else "", since is None)


def _after(since: Cursor | None, rank: int, moment: str, key: str) -> Q:
    """What stands below that place in a list of several kinds; of one moment, the higher ranks come first."""
    if since is None:
        return Q()
    if rank > since.rank:
        return Q(**{f"{moment}__lt": since.moment})
    at_once = {f"{key}__lt": since.pk} if rank == since.rank else {}
    same = Q(**{moment: since.moment}, **at_once)
    return Q(**{f"{moment}__lte": since.moment}) & (Q(**{f"{moment}__lt": since.moment}) | same)


def _revisions(person: User, reader: access.Person, kind: str, since: Cursor | None) -> Iterable[Activity]:
    readable = Page.objects.with_history_for(reader).filter(pk=OuterRef("id"))
    rows = PageRevision.objects.defer("body").filter(Exists(readable), history_user=person.pk)
    if kind:
        rows = rows.filter(version=1) if kind == ActivityKind.OPENED else rows.filter(version__gt=1)
    rows = rows.filter(_after(since, 0, "history_date", "history_id")).order_by("-history_date", "-history_id")
    found = list(rows[: ROWS + 1])
    pages = Page.objects.narrow().select_related("theme").in_bulk({row.id for row in found})
    for row in found:
        yield Activity(Cursor(row.history_date, 0, row.history_id), revision=row, page=pages[row.id])


def _comment(person: User, reader: access.Person, kind: str, since: Cursor | None) -> Iterable[Activity]:
    rows = Comment.objects.visible_to(reader).filter(author=person)
    if kind == ActivityKind.COMMENTS:
        rows = rows.exclude(kind=CommentKind.QUESTION)
    elif kind == ActivityKind.ASKED:
        rows = rows.filter(kind=CommentKind.QUESTION)
    elif kind == ActivityKind.INCORPORATED:
        rows = rows.filter(Exists(_incorporations().filter(comment=OuterRef("pk"))))
    rows = rows.filter(_after(since, 1, "created_at", "pk")).newest_first()
    shown = with_incorporations(with_endorsements(rows.for_lists().defer("body", "body_html"), reader))
    for one in shown[: ROWS + 1]:
        yield Activity(Cursor(one.created_at, 1, one.pk), comment=one)


def _asked(person: User, reader: access.Person, since: Cursor | None) -> Iterable[Activity]:
    """Those that were made of a contribution stand there."""
    rows = Question.objects.visible_to(reader).filter(asked_by=person, comment=None).select_related("theme")
    for one in rows.filter(_after(since, 2, "created_at", "pk")).newest_first()[: ROWS + 1]:
        yield Activity(Cursor(one.created_at, 2, one.pk), question=one)


def _thanks(person: User, reader: access.Person, since: Cursor | None) -> Iterable[Activity]:
    rows = Thanks.objects.to(person).visible_to(reader)
    for one in rows.filter(_after(since, 3, "at", "pk"))[: ROWS + 1]:
        yield Activity(Cursor(one.at, 3, one.pk), thanks=one)


def _incorporations() -> Any:
    return Incorporation.objects.filter(page__is_hidden=False)


# What became of what a person wrote: taken up into pages, found useful, thanked for. The guide says what it made of it.


SHOWN = 4
MOST_COUNTED = 999


@dataclass(frozen=True)
class Outcomes:
    """`incorporations` and `thanks` are the newest few, and whether there are more."""

    incorporations: Sequence[Incorporation]
    has_more_incorporations: bool
    thanks: Sequence[Thanks]
    has_more_thanks: bool
    useful: int

    @property
    def is_useful_more_often(self) -> bool:
        """Nobody counts further: there is no ranking to win."""
        return self.useful > MOST_COUNTED

    @property
    def useful_at_least(self) -> int:
        return min(self.useful, MOST_COUNTED)

    def __bool__(self) -> bool:
        return bool(self.incorporations or self.thanks or self.useful)


def outcomes_of(person: User, reader: access.Person) -> Outcomes:
    """Four queries, which read rows of hers alone; what was said last comes first, as in the list of all that was taken up."""
    standing = Q(comment__author=person, comment__withdrawn_at=None, comment__is_hidden=False)
    in_sight = (Q(comment__page=None) | Q(comment__page__is_hidden=False)) & Q(comment__video__withdrawn_at=None)
    comments = Comment.objects.visible_to(reader).filter(author=person)
    incorporated = comments.filter(Exists(Incorporation.objects.filter(comment=OuterRef("pk"), page__is_hidden=False)))
    rows = with_incorporations(incorporated.defer("body", "body_html").newest_first())[: SHOWN + 1]
    found = [incorporation for one in rows for incorporation in one.shown_incorporations]
    thanks = list(Thanks.objects.to(person).visible_to(reader)[: SHOWN + 1])
    useful = Endorsement.objects.filter(standing, in_sight).order_by()[: MOST_COUNTED + 1].count()
    return Outcomes(found[:SHOWN], len(found) > SHOWN, thanks[:SHOWN], len(thanks) > SHOWN, useful)

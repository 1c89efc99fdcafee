"""What waits at the desk: to be read, to be decided about, or kept for later; the oldest first.

Each list is a queryset of rows about a page or a contribution with the moment since which it waits. They are asked for by
key, a few rows at a time, from an index that holds what waits alone: ten thousand rows cost what a hundred do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict

from common.database.queries import CompiledQuery
from common.paging import parse_int
from contributions.cached_urls import cached_reverse
from contributions.models import Comment, Page, Patrol
from guide.decisions.models import Submission
from guide.decisions.querysets import unread_texts

MOST_COUNTED = 500
"""Counting further would cost without telling more: then “499+” is said."""

ABOVE, BELOW = 2, 5
AT_ONCE = BELOW + 2
"""The text that is open, those below it, and one more that is not shown."""
PERSON = ("id", "username", "first_name", "last_name", "attribution", "alias", "is_active", "site", "job")
"""What the desk says of somebody."""
SHOWN: dict[str, Sequence[str]] = {
    "page": ("id", "theme_id", "title"),
    "comment": ("id", "theme_id", "author_id", "excerpt"),
    "comment__author": PERSON,
}
"""What a line says of a text; themes are known."""
A_MOMENT = datetime(1, 2, 3, tzinfo=UTC)
"""A sample argument of compiled queries."""

type Rows = QuerySet[Any]
type Spot = tuple[datetime, int]


def rows_of(listed: DeskList, theme: int | None) -> Rows:
    """A list, of all themes or of one, without what readers do not see; in the order in which it is read."""
    if listed == DeskList.READ:
        rows: Rows = unread_texts()
        if theme:
            rows = rows.filter(Q(page__theme=theme) | Q(comment__theme=theme))
    else:
        rows = Submission.objects.undecided() if listed == DeskList.DECIDE else Submission.objects.for_later()
        rows = rows.visible()
        if theme:
            rows = rows.filter(theme=theme)
    return rows.order_by("written_at", "pk")


@dataclass(frozen=True)
class WaitingList:
    """One of the lists, of all themes or of one (its key), asked for around a spot by compiled queries."""

    listed: DeskList
    theme: int | None

    def first(self) -> list[Any]:
        return self._ask(None)

    def from_spot(self, spot: Spot) -> list[Any]:
        """What stands there, and what follows."""
        return self._ask("from", spot)

    def before(self, spot: Spot) -> list[Any]:
        """What stands before it, the nearest first."""
        return self._ask("before", spot)

    def number_before(self, spot: Spot) -> int:
        """How many stand before it, as far as they are counted."""
        return len(_compiled(self.listed, "passed", of_theme=self.theme is not None).tuples(*self._args(spot)))

    def spot_of(self, text: TextKey) -> Spot | None:
        """Where a text stands, or stood: also when it is no longer there; None where it never was."""
        row = _compiled_spot(self.listed, text.relation).first(text.pk)
        return spot_of(row) if row else None

    def _ask(self, part: str | None, spot: Spot | None = None) -> list[Any]:
        return _compiled(self.listed, part, of_theme=self.theme is not None).all(*self._args(spot))

    def _args(self, spot: Spot | None) -> list[Any]:
        return [*([] if self.theme is None else [self.theme]), *(spot or ())]


@cache
def _compiled(listed: DeskList, part: str | None, *, of_theme: bool) -> CompiledQuery[Any]:
    def make(*args: Any) -> Rows:
        theme, spot = (args[0], args[1:]) if of_theme else (None, args)
        rows = rows_of(listed, theme)
        match part:
            case "from":
                return _following(rows, spot)[:AT_ONCE]
            case "before":
                return _before(rows, spot)[:ABOVE]
            case "passed":
                return _before(rows, spot).order_by().values_list("pk")[:MOST_COUNTED]
        return rows[:AT_ONCE]

    args = [*([-7] if of_theme else []), *((A_MOMENT, -8) if part else ())]
    return CompiledQuery(make, *args, related=None if part == "passed" else SHOWN)


@cache
def _compiled_spot(listed: DeskList, relation: str) -> CompiledQuery[Any]:
    rows: Rows = Patrol.objects.order_by(F("at").desc(nulls_first=True), "version")
    # The first version that nobody has read, else the one that was read last.
    rows = rows if listed == DeskList.READ else Submission.objects.all()
    return CompiledQuery(lambda pk: rows.filter(**{relation: pk}).only("written_at")[:1], -7)


def waiting_since() -> datetime | None:
    """When the oldest text that waits to be read was written; None where none does."""
    oldest = _oldest.first()
    return oldest.written_at if oldest else None


_oldest: CompiledQuery[Patrol] = CompiledQuery(lambda: rows_of(DeskList.READ, None).only("written_at")[:1])


def spot_of(row: Any) -> Spot:
    return row.written_at, row.pk


def _following(rows: Rows, spot: Any) -> Rows:
    moment, pk = spot
    later = Q(written_at__gt=moment) | Q(written_at=moment, pk__gte=pk)
    # The first condition says it again for the index, which cannot begin in the middle of an OR.
    return rows.filter(later, written_at__gte=moment)


def _before(rows: Rows, spot: Any) -> Rows:
    moment, pk = spot
    earlier = Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk)
    return rows.filter(earlier, written_at__lte=moment).order_by("-written_at", "-pk")


# What an address of the desk asks for: which list, of which theme, which text is open, which place is aimed at.


PREFIXES = {"page": "page", "comment": "comment"}
LARGEST_NUMBER = 4


class DeskList(StrEnum):
    """The three lists of the desk."""

    READ = "read"
    DECIDE = "decide"
    LATER = "later"


@dataclass(frozen=True, order=True)
class TextKey:
    """The text that an address names: "page-12", "comment-40". `relation` is what a row calls it."""

    prefix: str
    pk: int

    @classmethod
    def read(cls, text: str) -> Self | None:
        prefix, _dash, number = text.partition("-")
        pk = parse_int(number)
        return cls(prefix, pk) if prefix in PREFIXES and pk is not None else None

    @classmethod
    def of(cls, row: Any) -> Self:
        """Of a row that is about a page or about a contribution."""
        return cls("page", row.page_id) if row.page_id else cls("comment", row.comment_id)

    @classmethod
    def of_text(cls, text: Page | Comment) -> Self:
        return cls("page" if isinstance(text, Page) else "comment", text.pk)

    def draft_key(self, question: str) -> str:
        """What the draft of an answer to a question about it is called."""
        return f"submission:{self}:{question}"

    @property
    def relation(self) -> str:
        return PREFIXES[self.prefix]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.pk}"


@dataclass(frozen=True)
class DeskQuery:
    """The parsed query string of the desk. Invalid values are ignored."""

    listed: DeskList = DeskList.READ
    theme: int | None = None
    text: TextKey | None = None
    place: int | None = None
    done: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        listed, done = query.get("list", ""), query.get("done", "")
        return cls(
            listed=DeskList(listed) if listed in set(DeskList) else DeskList.READ,
            theme=parse_int(query.get("theme", ""), digits=LARGEST_NUMBER),
            text=TextKey.read(query.get("text", "")),
            place=parse_int(query.get("place", ""), digits=LARGEST_NUMBER),
            done=done if parse_int(done) is not None or TextKey.read(done) else "",
        )

    def url(self, **changes: Any) -> str:
        """The address that asks for the same, but for these changes; what has just been done is said once."""
        wanted = replace(self, **{"done": ""} | changes)
        query = {
            "list": "" if wanted.listed == DeskList.READ else wanted.listed,
            "theme": wanted.theme or "",
            "text": wanted.text or "",
            "place": wanted.place or "",
            "done": wanted.done,
        }
        given = urlencode({name: value for name, value in query.items() if value})
        return cached_reverse("guide:desk") + (f"?{given}" if given else "")

    def place_url(self, number: int) -> str:
        return self.url(place=number)

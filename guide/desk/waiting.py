"""What waits at the desk: to be read, to be decided about, or kept for later; the oldest first.

Each list is a queryset of rows about a page or a contribution with the moment since which it waits. They are asked for by
key, a few rows at a time, from an index that holds what waits alone: ten thousand rows cost what a hundred do.

How much waits for the editors, of each kind: one query for all the numbers of the desk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from common.paging import CountOf, parse_int
from contributions.cached_urls import cached_reverse
from contributions.models import Comment, Page, Patrol, Report
from guide.candidates.evidence import Nomination
from guide.decisions.models import DecisionAnswer, Submission
from guide.decisions.querysets import unread_texts
from guide.editions import Edition
from guide.places import IN_PREPARATION
from guide.tips.models import Tip
from themes.models import Theme

MOST_COUNTED = 500
"""Counting further would cost without telling more: then “499+” is said."""

ABOVE, BELOW = 2, 5
AT_ONCE = BELOW + 2
"""The text that is open, those below it, and one more that is not shown."""

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
    """One of the lists, of all themes or of one (its key), asked for around a spot."""

    listed: DeskList
    theme: int | None

    @property
    def rows(self) -> Rows:
        return rows_of(self.listed, self.theme)

    def first(self) -> list[Any]:
        return list(with_texts(self.rows)[:AT_ONCE])

    def from_spot(self, spot: Spot) -> list[Any]:
        """What stands there, and what follows."""
        return list(_following(with_texts(self.rows), spot)[:AT_ONCE])

    def before(self, spot: Spot) -> list[Any]:
        """What stands before it, the nearest first."""
        return list(_before(with_texts(self.rows), spot)[:ABOVE])

    def number_before(self, spot: Spot) -> int:
        """How many stand before it, as far as they are counted."""
        return _before(self.rows, spot).order_by()[:MOST_COUNTED].count()

    def spot_of(self, text: TextKey) -> Spot | None:
        """Where a text stands, or stood: also when it is no longer there; None where it never was."""
        rows: Rows = Submission.objects.all()
        if self.listed == DeskList.READ:
            # The first version that nobody has read, else the one that was read last.
            rows = Patrol.objects.order_by(F("at").desc(nulls_first=True), "version")
        row = rows.filter(**{text.relation: text.pk}).only("written_at").first()
        return spot_of(row) if row else None


def with_texts(rows: Rows) -> Rows:
    """Each row with the text that it is about, as a line says of it: neither what it says nor its theme, which are known."""
    return rows.select_related("page", "comment__author").defer(*texts_of("page"), *texts_of("comment"))


def texts_of(relation: str) -> list[str]:
    """Returns the columns of what a page or a contribution says, which a line needs not."""
    return [f"{relation}__{name}" for name in ("body", "body_html", *(["contents"] if relation == "page" else []))]


def waiting_since() -> datetime | None:
    """When the oldest text that waits to be read was written; None where none does."""
    oldest = rows_of(DeskList.READ, None).only("written_at").first()
    return oldest.written_at if oldest else None


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


MOST_ANSWERS = 100


@dataclass(frozen=True)
class DeskCounts:
    """`lists` are those of the theme that is asked for, `unread` is of all themes; `edition` is the one in preparation."""

    edition: Edition
    lists: dict[DeskList, int]
    unread: int
    answers: int
    nominated: int
    reports: int
    reviews: int
    late_reviews: int


def desk_counts(theme: Theme | None) -> DeskCounts:
    """Counts what waits; makes the edition in preparation where there is none."""
    rows = _with_counts(theme.pk if theme else None)
    row: Any = rows.first()
    if row is None:
        Edition.objects.in_preparation()
        row = rows.get()
    return DeskCounts(
        edition=row,
        lists={listed: getattr(row, f"to_{listed}") for listed in DeskList},
        unread=row.unread if theme else row.to_read,
        **{name: getattr(row, name) for name in ("answers", "nominated", "reports", "reviews", "late_reviews")},
    )


def _with_counts(theme: int | None) -> QuerySet[Edition]:
    counts = {f"to_{listed}": CountOf(rows_of(listed, theme), MOST_COUNTED) for listed in DeskList}
    if theme is not None:
        counts["unread"] = CountOf(rows_of(DeskList.READ, None), MOST_COUNTED)
    in_review = Tip.objects.filter(state=Tip.State.IN_REVIEW)
    answers = DecisionAnswer.objects.filter(is_from_editors=False, settled_at=None)
    editions = Edition.objects.filter(status__in=IN_PREPARATION).only("number", "status")
    return editions.annotate(
        answers=CountOf(answers, MOST_ANSWERS),
        nominated=CountOf(Nomination.objects.pages(), None, column="now"),
        reports=CountOf(Report.objects.open(), None),
        reviews=CountOf(in_review, None),
        late_reviews=CountOf(in_review.filter(review_due__lt=timezone.localdate()), None),
        **counts,
    )

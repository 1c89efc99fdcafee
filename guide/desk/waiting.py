"""What waits at the desk: to be read, to be decided about, or kept for later; the oldest first.

Each list is a queryset of rows about a page or a contribution with the moment since which it waits. They are asked for by
key, a few rows at a time, from an index that holds what waits alone: ten thousand rows cost what a hundred do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import F, Q, QuerySet

from common.database.queries import CompiledQuery
from contributions.models import Patrol
from guide.decisions.models import Submission
from guide.decisions.unread import unread_texts
from guide.desk.params import DeskList, TextKey

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

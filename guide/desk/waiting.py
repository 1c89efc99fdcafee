"""What waits at the desk: to be read, to be decided about, or kept for later; the oldest first.

Each list is a queryset of rows about a page or a contribution with the moment since which it waits. They are asked for by
key, a few rows at a time, from an index that holds what waits alone: ten thousand rows cost what a hundred do.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from contributions.models import Patrol
from guide.decisions.models import Submission
from guide.decisions.unread import unread_texts
from guide.desk.params import DeskList, TextKey
from themes.models import Theme

MOST_COUNTED = 500
"""Counting further would cost without telling more: then “499+” is said."""

type Rows = QuerySet[Any]
type Spot = tuple[datetime, int]


def rows_of(listed: DeskList, theme: Theme | None) -> Rows:
    """A list, without what readers do not see; in the order in which it is read."""
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


def spot_of(row: Any) -> Spot:
    return row.written_at, row.pk


def spot_in(listed: DeskList, text: TextKey) -> Spot | None:
    """Where a text stands, or stood, in a list: also when it is no longer there; None where it never was."""
    rows: Rows = Patrol.objects.all() if listed == DeskList.READ else Submission.objects.all()
    rows = rows.filter(**{text.relation: text.pk})
    if listed == DeskList.READ:  # the first version that nobody has read, else the one that was read last
        rows = rows.order_by(F("at").desc(nulls_first=True), "version")
    return rows.values_list("written_at", "pk").first()


def following(rows: Rows, spot: Spot, *, with_it: bool = False) -> Rows:
    moment, pk = spot
    later = Q(written_at__gt=moment) | Q(written_at=moment, **{"pk__gte" if with_it else "pk__gt": pk})
    # The first condition says it again for the index, which cannot begin in the middle of an OR.
    return rows.filter(later, written_at__gte=moment)


def before(rows: Rows, spot: Spot) -> Rows:
    """The nearest first."""
    moment, pk = spot
    earlier = Q(written_at__lt=moment) | Q(written_at=moment, pk__lt=pk)
    return rows.filter(earlier, written_at__lte=moment).order_by("-written_at", "-pk")


def counted(rows: Rows) -> int:
    return rows.order_by()[:MOST_COUNTED].count()

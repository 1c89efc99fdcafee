"""How much waits for the editors, of each kind: one query for all the numbers of the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from common.paging import CountOf
from contributions.models import Report
from guide.candidates.evidence import Nomination
from guide.decisions.models import DecisionAnswer
from guide.desk.waiting import MOST_COUNTED, DeskList, rows_of
from guide.editions import Edition
from guide.places import IN_PREPARATION
from guide.tips.models import Tip
from themes.models import Theme

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

"""Which lines are new to a reader: in a cached page each has a region, whose number says when it happened and who did it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from common.caching.placeholders import is_for_many, region
from contributions.recent_changes.entries import RecentChange

UNSEEN = "unseen"
PEOPLE = 10**20  # more than any key of a person
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def unseen_region(line: RecentChange, mark: str) -> str:
    """Returns the mark of a line that is new to the reader; in a page that is made for many, within its region."""
    if not is_for_many():
        return mark
    moment = (line.moment - EPOCH) // MICROSECOND
    return region(UNSEEN, moment * PEOPLE + (line.person.pk if line.person else 0), mark)


def line_of(number: int) -> tuple[datetime, int]:
    """Returns when the line of a region happened, and the key of who did it, 0 for nobody."""
    moment, person = divmod(number, PEOPLE)
    return EPOCH + moment * MICROSECOND, person

"""Which lines are new to a reader: in a cached page each has a region, whose number says when it happened and who did it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from contributions.recent_changes.entries import RecentChange

UNSEEN = "unseen"
PEOPLE = 10**20  # more than any key of a person
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def unseen_number(line: RecentChange) -> int:
    """Returns the number of a line's region."""
    moment = (line.moment - EPOCH) // MICROSECOND
    return moment * PEOPLE + (line.person.pk if line.person else 0)


def line_of(number: int) -> tuple[datetime, int]:
    """Returns when the line of a region happened, and the key of who did it, 0 for nobody."""
    moment, person = divmod(number, PEOPLE)
    return EPOCH + moment * MICROSECOND, person

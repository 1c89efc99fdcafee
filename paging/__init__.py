"""What addresses say of lists: the number of a row, and the place where the page of a list before this one ended.

Lists are paged by key: `?before=` holds the moment and the row of the last line. Whatever else stands there is the
beginning; nothing that is typed into an address is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

DIGITS = 18  # any number of so many fits into a column of 64 bits
LARGEST = 2**63 - 1


def number_in(value: str, *, digits: int = DIGITS) -> int | None:
    """The number that an address or a form names, 0 or more; None for anything else, and for more digits than a row has."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= digits else None


def key_of(moment: datetime, pk: int) -> str:
    """The row with which a page ended, for the address of the next one."""
    return f"{moment.isoformat()}~{pk}"


def key_in(before: str) -> tuple[datetime, int] | None:
    """A moment and a row, "2026-11-24T10:00:00+00:00~12"; anything else is the beginning."""
    moment, _tilde, row = before.partition("~")
    parsed, number = _moment_in(moment), number_in(row)
    return None if parsed is None or number is None else (parsed, number)


def numbers_in(before: str) -> tuple[int, int] | None:
    """A figure by which a list is ordered and a row, "412345~12"; anything else is the beginning."""
    figure, _tilde, row = before.partition("~")
    first, number = number_in(figure, digits=9), number_in(row)
    return None if first is None or number is None else (first, number)


@dataclass(frozen=True, order=True)
class Place:
    """Where a list of several sources was left: a moment; which source stood there (its rank); and which row of it.

    At the same moment, the source of the greater rank comes first.
    """

    moment: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.moment.isoformat()}~{self.rank}~{self.pk}"

    @classmethod
    def read(cls, value: str, *, ranks: int) -> Place | None:
        """From an address, in a list of so many sources; what makes no sense is the beginning."""
        moment, _tilde, rest = value.partition("~")
        rank, _tilde, pk = rest.partition("~")
        parsed, source, row = _moment_in(moment), number_in(rank, digits=1), number_in(pk)
        if parsed is None or source is None or row is None or source >= ranks:
            return None
        return cls(parsed, source, row)

    def limit_for(self, rank: int) -> tuple[datetime, int]:
        """After this place, the rows of a source are those before that moment, or of that moment with a smaller key."""
        if rank == self.rank:
            return self.moment, self.pk
        return self.moment, LARGEST if rank < self.rank else 0


def _moment_in(value: str) -> datetime | None:
    try:
        parsed = parse_datetime(value)
    except ValueError:
        return None
    return None if parsed is None or timezone.is_naive(parsed) else parsed

"""How large the wikis of the benchmarks are, and what is where in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EDITORS, READERS = 8, 16
"""People who are signed in while it is measured, besides each other: the first `EDITORS` have the desk."""
READ, SAVED = 200, 16
"""How many pages are read, and how many others are saved."""
EQUAL = 16
"""The first so many pages have titles of one length; the next is the one that several edit at once."""
TOGETHER = "\n\n".join(
    f"## La part {number}\n\nCe que la personne {number} y ajoute, et rien d’autre, se lit ici :" for number in range(8)
)


@dataclass(frozen=True)
class Size:
    """How many rows of each; `people` are readers and writers together."""

    pages: int
    revisions: int
    contributions: int
    people: int
    history: int = 200
    long_history: int = 10_000

    @property
    def history_page(self) -> int:
        """Which page has the history of 200 revisions, counted from the first."""
        return EQUAL + 1


SIZES = {
    "tiny": Size(pages=40, revisions=300, contributions=60, people=30, history=60, long_history=200),
    "small": Size(pages=1_000, revisions=10_000, contributions=3_000, people=1_000),
    "medium": Size(pages=10_000, revisions=100_000, contributions=30_000, people=10_000),
    "large": Size(pages=100_000, revisions=1_000_000, contributions=300_000, people=10_000),
}

CROWDS = {
    "tiny": Size(pages=40, revisions=160, contributions=0, people=30, history=60, long_history=200),
    "small": Size(pages=1_020, revisions=10_200, contributions=0, people=1_000),
    "medium": Size(pages=10_000, revisions=100_000, contributions=0, people=10_000),
    "large": Size(pages=100_000, revisions=1_000_000, contributions=0, people=10_000),
}
"""Wikis for `crowd`: comments are not shared out among the pages, but each page has its number of them (`comments_of`)."""
CROWD, CROWD_EDITORS = 200, 20
"""People who are signed in, and how many of them have the desk."""
MOST_COMMENTS = 40
SAVERS, PAGES_OF_A_SAVER, LINKS = 8, 24, 16
"""Of a crowd, so many save, each on so many pages of her own, each with so many links to other pages."""


def comments_of(number: int) -> int:
    """How many comments a page has: from none to forty, as many pages of each."""
    return number * 7 % (MOST_COMMENTS + 1)


def pages_of_savers(size: Size) -> tuple[range, range]:
    """Which pages are saved, counted from the first: those whose titles are equally long, and others."""
    begin, many = size.history_page + 1, SAVERS * min(PAGES_OF_A_SAVER, size.pages // 40)
    return range(begin, begin + many), range(begin + many, begin + 2 * many)


def spread[T](some: Sequence[T], many: int) -> list[T]:
    """So many of them, or all where there are fewer, from the whole length."""
    return list(some[:: max(1, len(some) // many)][:many])


def apart[T](some: Sequence[T]) -> tuple[list[T], list[T]]:
    """Those that are read, and others that are saved: enough of both in the smallest wiki as well."""
    read = list(some[:: max(2, len(some) // READ)][:READ])
    known = set(read)
    return read, spread([one for one in some if one not in known], SAVED)

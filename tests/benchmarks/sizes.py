"""How large the wikis of the benchmarks are, and what is where in them."""

from __future__ import annotations

from dataclasses import dataclass

EDITORS, READERS = 8, 16
"""People who are signed in while it is measured, besides each other: the first `EDITORS` have the desk."""
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

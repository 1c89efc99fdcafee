"""What can be seen of a campaign, what happened in it, and what somebody wants to know of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

type Cell = tuple[str, str]
"""A place of work and a department."""
type Published = tuple[str, str, str]
"""A figure, a dimension, and a group of it."""
type Target = tuple[str, str, str, int]
"""How many of the acts of a day are of a group: what she wants to know."""


@dataclass(frozen=True)
class Night:
    """What can be seen after a day: the live total of each figure, and what is published."""

    day: date
    totals: Mapping[str, int]
    values: Mapping[Published, int]


@dataclass(frozen=True)
class Act:
    """That somebody of a cell did for the first time what a figure counts; `theme` is empty where it has none."""

    day: date
    figure: str
    cell: Cell
    theme: str = ""


@dataclass
class Range:
    """The fewest and the most that were found possible; `enough` apart, nothing is told."""

    enough: int
    least: int = 10**9
    most: int = -1

    def note(self, number: int) -> None:
        self.least, self.most = min(self.least, number), max(self.most, number)

    @property
    def is_open(self) -> bool:
        return self.most - self.least < self.enough

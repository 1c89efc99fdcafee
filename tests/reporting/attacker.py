"""Somebody who notes every total at every moment and every value of every night, knows the rules, and computes."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.small_groups import STEP
from reporting.disclosure import steps_behind
from reporting.models import ON_THE_SITE, Dimension
from tests.reporting.integer_program import IntegerProgram

type Cell = tuple[str, str]
"""A place of work and a department."""
type Published = tuple[str, str, str]
"""A figure, a dimension, and a group of it."""
type Target = tuple[str, str, str, int]
"""How many of the acts of a day are of a group: what she wants to know."""

log = logging.getLogger(__name__)

LONGEST_LOT = 256  # bits of a lot
IN_VAIN = 3  # rounds that brought nothing new, before each target is bounded by itself


@dataclass(frozen=True)
class Night:
    """What can be seen after a day: the live total of each figure, and what is published."""

    day: date
    totals: Mapping[str, int]
    values: Mapping[Published, int]


@dataclass
class Range:
    """The fewest and the most that were found possible; `enough` apart, nothing is told."""

    enough: int
    least: int = 10**9
    most: int = -1

    def note(self, number: int) -> bool:
        """Returns whether it is wider than before."""
        wider = number < self.least or number > self.most
        self.least, self.most = min(self.least, number), max(self.most, number)
        return wider

    @property
    def is_open(self) -> bool:
        return self.most - self.least < self.enough


@dataclass
class Attacker:
    """`people` is what she knows of the organisation: how many work in each department of each place of work.

    Between two nights nothing is published but the totals, so that the acts of a day are all alike to her. An act is told if
    she can say how many of its day's acts are of a group: if what is possible is narrower than five, or than all of them.
    """

    people: Mapping[Cell, int]
    themes: Sequence[str] = ()
    nights: list[Night] = field(default_factory=list)
    seed: int = 1

    def told(self, *figures: str) -> list[str]:
        """Returns a line for each figure, group and day of which she knows more."""
        known = Knowledge(self, figures)
        ranges = {target: Range(enough) for target, enough in known.targets()}
        self._find_many(known, ranges)
        for target, found in ranges.items():
            for nearly, sign in ((True, -1), (True, 1), (False, -1), (False, 1)):
                if found.is_open:
                    known.note(known.possible({target: sign}, nearly=nearly), ranges)
        return [
            f"{figure} of {group}, day {day}: between {found.least} and {found.most} of {known.new(figure, day)}"
            for (figure, _dimension, group, day), found in ranges.items()
            if found.is_open
        ]

    def _find_many(self, known: Knowledge, ranges: dict[Target, Range]) -> None:
        """Each campaign that she cannot exclude says something about all targets at once."""
        chance, vain = random.Random(self.seed), 0
        while vain < IN_VAIN and (wanted := [target for target, found in ranges.items() if found.is_open]):
            log.info("%s of %s targets are open", len(wanted), len(ranges))
            vain = 0 if known.note(known.possible(_as_chance_has_it(wanted, chance), nearly=True), ranges) else vain + 1


def _as_chance_has_it(wanted: Iterable[Target], chance: random.Random) -> dict[Target, float]:
    """As many as can be of one group a day, and as few as can be of the others."""
    by_day: dict[tuple[str, str, int], list[Target]] = {}
    for target in wanted:
        by_day.setdefault((target[0], target[1], target[3]), []).append(target)
    weights = {target: -chance.random() for targets in by_day.values() for target in targets}
    return weights | {chance.choice(targets): 2 + chance.random() for targets in by_day.values()}


class Knowledge:
    """All that she has seen of some figures, as an integer program over every campaign that is still possible.

    A variable is how many of a cell had acted by the end of a day. Days on which nobody acted are one with the day before.
    """

    def __init__(self, attacker: Attacker, figures: Iterable[str]) -> None:
        self.people, self.themes, self.figures = attacker.people, attacker.themes, list(figures)
        self.days = list(self._days_of_acts(attacker.nights))
        self.groups = {Dimension.SITE: self._by(0), Dimension.DEPARTMENT: self._by(1)}
        self.program = IntegerProgram()
        self.by_now: dict[tuple[str, Cell, int], int] = {}
        self.first_theme: dict[tuple[str, str, int], int] = {}
        for figure in self.figures:
            self._places(figure)
            self._weeks(figure)
            self._themes(figure)
        for figure in self.figures:
            self._came_too(figure)

    def _days_of_acts(self, nights: list[Night]) -> Iterator[Night]:
        """What is published only grows, so that the last night before the next act says all of those between."""
        for night, following in zip(nights, [*nights[1:], None], strict=True):
            if following is None or any(following.totals[one] > night.totals[one] for one in self.figures):
                yield night

    def new(self, figure: str, day: int) -> int:
        before = self.days[day - 1].totals[figure] if day else 0
        return self.days[day].totals[figure] - before

    def _by(self, place: int) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for cell in self.people:
            found.setdefault(cell[place], []).append(cell)
        return found

    # What is known.

    def _places(self, figure: str) -> None:
        """Everybody stands in one cell, and nobody acts for the first time twice."""
        for cell, number in self.people.items():
            for day in range(len(self.days)):
                self.by_now[figure, cell, day] = self.program.variable(number)
                self._grows(self.by_now[figure, cell, day], self.by_now.get((figure, cell, day - 1)))
        for day, night in enumerate(self.days):
            self._sum([self.by_now[figure, cell, day] for cell in self.people], night.totals[figure], exactly=True)
            for dimension, groups in self.groups.items():
                for group, cells in groups.items():
                    value = night.values.get((figure, dimension, group), 0)
                    most = min(sum(self.people[cell] for cell in cells), self._most(figure, dimension, night, value))
                    self._sum([self.by_now[figure, cell, day] for cell in cells], value, most)

    @staticmethod
    def _most(figure: str, dimension: str, night: Night, value: int) -> int:
        """That a value did not move tells as much as the lots leave, unless it was the total that held it."""
        lag = max(steps_behind(1 << bit) for bit in range(LONGEST_LOT))
        together = sum(number for (of, by, _group), number in night.values.items() if (of, by) == (figure, dimension))
        held = night.totals[figure] - together < 2 * STEP
        return night.totals[figure] if held or not value else value + STEP * lag + STEP - 1

    def _weeks(self, figure: str) -> None:
        """The totals say already how many it were in each week; the published value is one more sum of them."""
        for (of, dimension, monday), value in self.days[-1].values.items():
            if (of, dimension) == (figure, Dimension.WEEK):
                first = date.fromisoformat(monday)
                inside = [day for day, night in enumerate(self.days) if first <= night.day < first + timedelta(weeks=1)]
                self.program.row(value, [term for day in inside for term in self._of_day(figure, self.people, day)])

    def _themes(self, figure: str) -> None:
        """Whoever acts does it under one theme first, and under others later, or never."""
        for day, night in enumerate(self.days if figure in ON_THE_SITE else ()):
            total = night.totals[figure]
            for theme in self.themes:
                first, ever = self.program.variable(total), self.program.variable(total)
                self.first_theme[figure, theme, day] = first
                self._grows(first, self.first_theme.get((figure, theme, day - 1)))
                self.program.row(0, [(ever, 1), (first, -1)])
                self._sum([ever], night.values.get((figure, Dimension.THEME, theme), 0))
            self._sum([self.first_theme[figure, theme, day] for theme in self.themes], total, exactly=True)

    def _came_too(self, figure: str) -> None:
        if figure != "came" and "came" in self.figures:
            for cell in self.people:
                for day in range(len(self.days)):
                    self.program.row(0, [(self.by_now["came", cell, day], 1), (self.by_now[figure, cell, day], -1)])

    def _grows(self, now: int, before: int | None) -> None:
        if before is not None:
            self.program.row(0, [(now, 1), (before, -1)])

    def _sum(self, variables: list[int], least: int, most: float | None = None, *, exactly: bool = False) -> None:
        bound = least if exactly else most
        self.program.row(least, [(one, 1) for one in variables], **({} if bound is None else {"most": bound}))

    # What she asks.

    def targets(self) -> Iterator[tuple[Target, int]]:
        """Each with how far apart the numbers have to be that are possible."""
        for figure in self.figures:
            for day in range(len(self.days)):
                if not (new := self.new(figure, day)):
                    continue
                for dimension, groups in self.groups.items():
                    for group, cells in groups.items():
                        people = sum(self.people[cell] for cell in cells)
                        yield (figure, dimension.value, group, day), min(STEP, new, people)
                for theme in self.themes if figure in ON_THE_SITE else ():
                    yield (figure, Dimension.THEME.value, theme, day), min(STEP, new)

    def possible(self, weights: Mapping[Target, float], *, nearly: bool = False) -> list[int]:
        """Returns a campaign that fits all that was seen, with as much of each target as its weight says, or `nearly`."""
        costs: dict[int, float] = {}
        for target, weight in weights.items():
            for variable, factor in self._terms(target):
                costs[variable] = costs.get(variable, 0) + weight * factor
        return self.program.best(costs, nearly=nearly)

    def note(self, campaign: list[int], ranges: dict[Target, Range]) -> bool:
        """Returns whether something was learned that is possible, of a target that is open."""
        learned = False
        for target, found in ranges.items():
            if found.is_open:
                number = sum(factor * campaign[variable] for variable, factor in self._terms(target))
                learned |= found.note(number)
        return learned

    def _terms(self, target: Target) -> list[tuple[int, int]]:
        figure, dimension, group, day = target
        if dimension != Dimension.THEME:
            return self._of_day(figure, self.groups[Dimension(dimension)][group], day)
        return self._difference(self.first_theme[figure, group, day], self.first_theme.get((figure, group, day - 1)))

    def _of_day(self, figure: str, cells: Iterable[Cell], day: int) -> list[tuple[int, int]]:
        return [
            term
            for cell in cells
            for term in self._difference(self.by_now[figure, cell, day], self.by_now.get((figure, cell, day - 1)))
        ]

    @staticmethod
    def _difference(now: int, before: int | None) -> list[tuple[int, int]]:
        return [(now, 1)] if before is None else [(now, 1), (before, -1)]

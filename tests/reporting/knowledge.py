"""All that is known of a campaign, as an integer program whose solutions are the campaigns that nobody can exclude."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from accounts.small_groups import STEP
from reporting.models import ON_THE_SITE, Dimension, Figure
from reporting.nightly_run import WITHIN, steps_behind
from tests.reporting.integer_program import IntegerProgram
from tests.reporting.observations import Act, Cell, Night, Range, Target

if TYPE_CHECKING:
    from tests.reporting.attacker import Attacker

LONGEST_LOT = 256  # bits of a lot


class Knowledge:
    """All that she has seen of some figures, as an integer program over every campaign that is still possible.

    A variable is how many of a cell had acted by the end of a day. Days on which nobody acted are one with the day before.
    `happened` is the campaign that there was; others are looked for beside it, in which the acts of some days are changed.
    """

    def __init__(self, attacker: Attacker, figures: Iterable[str]) -> None:
        self.people, self.themes, self.figures = attacker.people, attacker.themes, list(figures)
        self.days = list(self._days_of_acts(attacker.nights))
        self.groups = {Dimension.SITE: self._by(0), Dimension.DEPARTMENT: self._by(1)}
        self.program = IntegerProgram()
        self.happened: list[int] = []
        self.series: defaultdict[tuple[str, Cell | str, str], list[int]] = defaultdict(list)
        self.done = self._done(attacker.acts)
        for figure in self.figures:
            self._places(figure)
            self._weeks(figure)
            self._themes(figure)
        for figure in self.figures:
            self._did_what_holds_it(figure)
        self.program.check(self.happened)

    def _done(self, acts: Sequence[Act]) -> Counter[tuple[str, Cell | str, int]]:
        """How many of each cell, and under each theme, had acted by each day."""
        done = Counter[tuple[str, Cell | str, int]]()
        for act in acts:
            for day, night in enumerate(self.days):
                if act.day <= night.day:
                    done.update({(act.figure, act.cell, day): 1, (act.figure, act.theme, day): 1})
        return done

    def _variable(self, figure: str, of: Cell | str, day: int, most: int, kind: str) -> int:
        self.happened.append(self.done[figure, of, day])
        variable = self.program.variable(most)
        self.series[figure, of, kind].append(variable)
        return variable

    def _acted(self, figure: str, of: Cell | str, day: int, most: int) -> int:
        """Returns the variable of how many had acted by this day: as many as the day before, or more."""
        now = self._variable(figure, of, day, most, "first")
        if day:
            self.program.row(0, [(now, 1), (self.series[figure, of, "first"][day - 1], -1)])
        return now

    def _days_of_acts(self, nights: list[Night]) -> Iterator[Night]:
        """What is published only grows, so that the last night before the next act says all of those between."""
        for night, following in zip(nights, [*nights[1:], None], strict=True):
            if following is None or any(following.totals[one] > night.totals[one] for one in self.figures):
                yield night

    @property
    def all_days(self) -> int:
        """Stands for a day in what is asked of the whole campaign."""
        return len(self.days)

    def new(self, figure: str, day: int) -> int:
        if day == self.all_days:
            return self.days[-1].totals[figure]
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
        for day, night in enumerate(self.days):
            acted = {cell: self._acted(figure, cell, day, number) for cell, number in self.people.items()}
            self._sum(acted.values(), night.totals[figure], exactly=True)
            for dimension, groups in self.groups.items():
                for group, cells in groups.items():
                    value = night.values.get((figure, dimension, group), 0)
                    most = min(sum(self.people[cell] for cell in cells), self._most(figure, dimension, night, value))
                    self._sum([acted[cell] for cell in cells], value, most)

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
                first = self._acted(figure, theme, day, total)
                ever = self._variable(figure, theme, day, total, "ever")
                self.program.row(0, [(ever, 1), (first, -1)])
                self._sum([ever], night.values.get((figure, Dimension.THEME, theme), 0))
            self._sum([self.series[figure, theme, "first"][day] for theme in self.themes], total, exactly=True)

    def _did_what_holds_it(self, figure: str) -> None:
        """Whoever asked has come; whoever has passed a course has finished it."""
        held_by = next((one for one in _above(figure) if one in self.figures), None)
        for cell in self.people if held_by else ():
            for day in range(len(self.days)):
                more, did = self.series[str(held_by), cell, "first"][day], self.series[figure, cell, "first"][day]
                self.program.row(0, [(more, 1), (did, -1)])

    def _sum(self, variables: Iterable[int], least: int, most: float | None = None, *, exactly: bool = False) -> None:
        bound = least if exactly else most
        self.program.row(least, [(one, 1) for one in variables], **({} if bound is None else {"most": bound}))

    # What she asks.

    def targets(self) -> Iterator[tuple[Target, int]]:
        """Each with how far apart the numbers have to be that are possible."""
        for figure in self.figures:
            for day in range(len(self.days)):
                if new := self.new(figure, day):
                    yield from self._targets_of_day(figure, day, new)
            yield from self._targets_of_day(figure, self.all_days, self.days[-1].totals[figure])

    def _targets_of_day(self, figure: str, day: int, acts: int) -> Iterator[tuple[Target, int]]:
        for dimension, groups in self.groups.items():
            for group, cells in groups.items() if len(groups) > 1 else ():
                yield (figure, dimension.value, group, day), min(STEP, acts, sum(self.people[cell] for cell in cells))
        for theme in self.themes if figure in ON_THE_SITE else ():
            yield (figure, Dimension.THEME.value, theme, day), min(STEP, acts)

    def change_days(self, days: Iterable[int]) -> None:
        """From now on, what is `possible` differs from what happened in the acts of these days, and in who had acted then."""
        self.moved: dict[int, int] = {}
        count, changed = 0, set(days)
        for variables in self.series.values():
            begun = False
            for day, variable in enumerate(variables):
                begun = begun or day in changed
                count += day in changed
                if begun:
                    self.moved[variable] = count - 1
        self.beside = self.program.beside(self.happened, self.moved)

    def days_of(self, target: Target) -> set[int]:
        """The days on which somebody of its group did this."""
        group = [(*target[:3], day) for day in range(self.all_days)]
        numbers = {
            one[3]: sum(factor * self.happened[variable] for variable, factor in self._terms(one)) for one in group
        }
        return {day for day, number in numbers.items() if number}

    def possible(self, weights: Mapping[Target, float], *, nearly: bool = False) -> list[int]:
        """Returns a campaign that fits all that was seen, with as much of each target as its weight says, or `nearly`."""
        costs: dict[int, float] = {}
        for target, weight in weights.items():
            for variable, factor in self._terms(target):
                if variable in self.moved:
                    costs[self.moved[variable]] = costs.get(self.moved[variable], 0) + weight * factor
        moves = self.beside.best(costs, nearly=nearly)
        campaign = [
            number + (moves[self.moved[variable]] if variable in self.moved else 0)
            for variable, number in enumerate(self.happened)
        ]
        self.program.check(campaign)
        return campaign

    def note(self, campaign: list[int], ranges: Mapping[Target, Range]) -> None:
        """Notes what this campaign says is possible of each target that is open."""
        for target, found in ranges.items():
            if found.is_open:
                found.note(sum(factor * campaign[variable] for variable, factor in self._terms(target)))

    def _terms(self, target: Target) -> list[tuple[int, int]]:
        figure, dimension, group, day = target
        if dimension == Dimension.THEME:
            return self._of_day(figure, [group], day)
        return self._of_day(figure, self.groups[Dimension(dimension)][group], day)

    def _of_day(self, figure: str, parts: Iterable[Cell | str], day: int) -> list[tuple[int, int]]:
        """Who had acted by the end of a day, without who had before."""
        terms = []
        for part in parts:
            by_day = self.series[figure, part, "first"]
            terms.append((by_day[-1 if day == self.all_days else day], 1))
            if 0 < day < self.all_days:
                terms.append((by_day[day - 1], -1))
        return terms


def _above(figure: str) -> Iterator[str]:
    """Yields the figures that hold everybody whom this one holds, the nearest first."""
    held_by = WITHIN.get(Figure(figure))
    if held_by:
        yield held_by.value
        yield from _above(held_by.value)

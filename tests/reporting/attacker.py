"""Somebody who notes every total at every moment and every value of every night, knows the rules, and computes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import highspy

from reporting.disclosure import STEP, steps_behind

LONGEST_LOT = 256  # bits of a lot


@dataclass(frozen=True)
class Observed:
    """What she has seen on one night: the live total, and what is published of each group; what moved is seen too."""

    total: int
    values: Mapping[str, int]


@dataclass
class Attacker:
    """`invited` is what she knows of the organisation: how many people there are in each group.

    Between two nights nothing is published but the total, so that the acts of a day are all alike to her: an act of it is told
    if she can say how many of that day's acts are of a group.
    """

    invited: Mapping[str, int]
    nights: dict[str, list[Observed]] = field(default_factory=dict)

    def see(self, figure: str, total: int, values: Mapping[str, int]) -> None:
        self.nights.setdefault(figure, []).append(Observed(total, dict(values)))

    def told(self, figure: str, *, with_others: bool = True) -> list[str]:
        """Returns a line for each group and day of which she knows more than that five acts, or all, may be of it or not."""
        solver, acts = self._model([figure, *(self.nights.keys() - {figure} if with_others else ())])
        return [
            f"{figure} of {group}, day {day}: between {least} and {most} of {total}"
            for day, total in enumerate(self._new(figure))
            if total
            for group in self.invited
            for least, most in [_bounds(solver, acts[figure, group, day])]
            if most - least < min(STEP, total, self.invited[group])
        ]

    def _new(self, figure: str) -> list[int]:
        totals = [night.total for night in self.nights[figure]]
        return [total - before for total, before in zip(totals, [0, *totals], strict=False)]

    def _model(self, figures: Sequence[str]) -> tuple[highspy.Highs, dict[tuple[str, str, int], highspy.highs_var]]:
        solver = highspy.Highs()
        solver.silent()
        acts = {
            (figure, group, day): solver.addIntegral(lb=0, ub=total)
            for figure in figures
            for group in self.invited
            for day, total in enumerate(self._new(figure))
        }
        for figure in figures:
            for day, total in enumerate(self._new(figure)):
                solver.addConstr(sum(acts[figure, group, day] for group in self.invited) == total)
            for group in self.invited:
                self._bound_sums(solver, acts, figure, group)
        for figure in figures:
            if figure != "came" and "came" in figures:
                self._include_in_came(solver, acts, figure)
        return solver, acts

    def _bound_sums(self, solver: highspy.Highs, acts: dict, figure: str, group: str) -> None:
        """The number of a group is never below its value; that it did not move tells as much as the lots leave."""
        before, lag = 0, max(steps_behind(1 << bit) for bit in range(LONGEST_LOT))
        for day, night in enumerate(self.nights[figure]):
            so_far = sum(acts[figure, group, one] for one in range(day + 1))
            value = night.values.get(group, 0)
            most = self.invited[group]
            if value > before:
                most -= STEP
            if value and night.total - sum(night.values.values()) >= 2 * STEP:
                most = min(most, value + STEP * lag + STEP - 1)
            solver.addConstr(so_far >= value)
            solver.addConstr(so_far <= most)
            before = value

    def _include_in_came(self, solver: highspy.Highs, acts: dict, figure: str) -> None:
        for group in self.invited:
            for day in range(len(self.nights[figure])):
                came = sum(acts["came", group, one] for one in range(day + 1))
                solver.addConstr(sum(acts[figure, group, one] for one in range(day + 1)) <= came)


def _bounds(solver: highspy.Highs, cell: highspy.highs_var) -> tuple[int, int]:
    solver.minimize(cell)
    assert solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    least = round(solver.getObjectiveValue())
    solver.maximize(cell)
    return least, round(solver.getObjectiveValue())

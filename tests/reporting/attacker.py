"""Somebody who notes every total at every moment and every value of every night, knows the rules, and computes."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tests.reporting.knowledge import Knowledge
from tests.reporting.observations import Act, Cell, Night, Range, Target

log = logging.getLogger(__name__)

# Days before and after one: of so many the acts are changed, and of so many is asked what is possible at once.
DAYS_BESIDE = ((1, 1), (4, 4), (4, 0))
DAYS_OF_A_GROUP = 16  # the nearest ones


@dataclass
class Attacker:
    """`people` is what she knows of the organisation: how many work in each department of each place of work.

    Between two nights nothing is published but the totals, so that the acts of a day are all alike to her. An act is told if
    she can say how many of its day's acts are of a group: if what is possible is narrower than five, or than all of them.
    So is one of the whole campaign, of which the same is asked as of a day.

    `acts` is what did happen. She does not know it; but it is one campaign that fits what she sees, and others are found
    soonest beside it.
    """

    people: Mapping[Cell, int]
    themes: Sequence[str] = ()
    nights: list[Night] = field(default_factory=list)
    acts: Sequence[Act] = ()
    seed: int = 1

    def told(self, *figures: str) -> list[str]:
        """Returns a line for each figure, group and day of which she knows more."""
        known = Knowledge(self, figures)
        ranges = {target: Range(enough) for target, enough in known.targets()}
        known.note(known.happened, ranges)
        self._look_beside_days(known, ranges)
        for target, found in ranges.items():
            if found.is_open:
                nearest = sorted(known.days_of(target), key=lambda day: abs(day - target[3]))[:DAYS_OF_A_GROUP]
                known.change_days({target[3] - 1, target[3], target[3] + 1, *nearest})
                _find_one(known, target, ranges)
                log.info("%s: %s", target, "open" if found.is_open else "not told")
        log.info("by the days of a group: %s open", sum(one.is_open for one in ranges.values()))
        known.change_days(range(known.all_days))
        for target, found in ranges.items():
            if found.is_open:
                _find_one(known, target, ranges)
        return [
            f"{figure} of {group}, day {day}: between {found.least} and {found.most} of {known.new(figure, day)}"
            for (figure, _dimension, group, day), found in ranges.items()
            if found.is_open
        ]

    def _look_beside_days(self, known: Knowledge, ranges: Mapping[Target, Range]) -> None:
        """Most is found among campaigns of which some days alone are other than they were, and these are found soon."""
        chance = random.Random(self.seed)
        for changed, asked in DAYS_BESIDE:
            for day in range(known.all_days + 1):
                if any(found.is_open for target, found in ranges.items() if target[3] == day):
                    known.change_days(range(day - changed, day + changed + 1))
                    near = {one: found for one, found in ranges.items() if abs(one[3] - day) <= changed}
                    _find_many(known, [target for target in near if abs(target[3] - day) <= asked], near, chance)
                    log.info("day %s, %s beside: %s open", day, changed, sum(one.is_open for one in ranges.values()))


def _find_one(known: Knowledge, target: Target, ranges: Mapping[Target, Range]) -> None:
    for nearly, sign in ((True, -1), (True, 1), (False, -1), (False, 1)):
        if ranges[target].is_open:
            known.note(known.possible({target: sign}, nearly=nearly), ranges)


def _find_many(
    known: Knowledge, asked: Iterable[Target], ranges: Mapping[Target, Range], chance: random.Random
) -> None:
    """Asks for as much as can be of each group that is open, of one a day at once, and for as little of the others.

    Each campaign that is found says something of all targets.
    """
    untried = [target for target in asked if ranges[target].is_open]
    chance.shuffle(untried)
    while untried:
        most = {(target[0], target[1], target[3]): target for target in untried}
        least = {target: -chance.random() for target in asked if ranges[target].is_open}
        weights = least | {target: 2 + chance.random() for target in most.values()}
        known.note(known.possible(weights, nearly=True), ranges)
        tried = set(most.values())
        untried = [target for target in untried if ranges[target].is_open and target not in tried]

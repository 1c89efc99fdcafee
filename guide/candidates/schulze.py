"""Counts ranked ballots by Schulze's method, with winning votes.

M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method",
Social Choice and Welfare 36 (2011), pages 267-303. A path from A to B is a chain of victories; it is as strong as its weakest
one, counted in the ballots that won it. A comes before B where the strongest path from A to B is stronger than the one back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Self

type Ranking = Sequence[Sequence[int]]  # groups of keys, the best first; those of one group are equal


@dataclass(frozen=True)
class SchulzeCount:
    """`wins[a][b]` ballots put a before b; `strengths[a][b]` is the strongest path, `next_on[a][b]` its first stop."""

    keys: tuple[int, ...]
    ballots: int
    wins: dict[int, dict[int, int]]
    strengths: dict[int, dict[int, int]]
    next_on: dict[int, dict[int, int]]
    order: tuple[tuple[int, ...], ...]

    def beats(self, one: int, other: int) -> bool:
        return self.strengths[one][other] > self.strengths[other][one]

    def path(self, one: int, other: int) -> tuple[int, ...]:
        """The strongest chain of victories from one to the other, both included; none where there is no such chain."""
        if not self.strengths[one][other]:
            return ()
        stops = [one]
        while stops[-1] != other:
            stops.append(self.next_on[stops[-1]][other])
        return tuple(stops)

    def as_json(self) -> dict[str, Any]:
        """All from which the count can be made again; what follows from it is stored too, to be read without counting."""
        tables = {"wins": self.wins, "strengths": self.strengths, "next_on": self.next_on}
        stored = {
            name: [[row.get(key, 0) for key in self.keys] for row in table.values()] for name, table in tables.items()
        }
        order = [list(group) for group in self.order]
        return {"method": "schulze", "keys": list(self.keys), "ballots": self.ballots, "order": order} | stored

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        keys = tuple(stored["keys"])
        tables = {name: _table(keys, stored[name]) for name in ("wins", "strengths", "next_on")}
        return cls(
            keys=keys, ballots=stored["ballots"], order=tuple(tuple(group) for group in stored["order"]), **tables
        )


def count(keys: Iterable[int], ballots: Sequence[Ranking]) -> SchulzeCount:
    """Who a ballot does not name is behind all that it names, and equal to the others that it does not name."""
    known = tuple(keys)
    wins = _wins(known, ballots)
    strengths, next_on = _strongest_paths(known, wins)
    order = tuple(_order(known, strengths))
    return SchulzeCount(known, len(ballots), wins, strengths, next_on, order)


def _wins(keys: tuple[int, ...], ballots: Sequence[Ranking]) -> dict[int, dict[int, int]]:
    wins = {one: dict.fromkeys((key for key in keys if key != one), 0) for one in keys}
    for ballot in ballots:
        ranks = {key: rank for rank, group in enumerate(ballot) for key in group}
        for one, other in permutations(keys, 2):
            wins[one][other] += ranks.get(one, len(ballot)) < ranks.get(other, len(ballot))
    return wins


def _strongest_paths(
    keys: tuple[int, ...], wins: dict[int, dict[int, int]]
) -> tuple[dict[int, dict[int, int]], dict[int, dict[int, int]]]:
    """Floyd and Warshall's way, as in section 2.3 of the article; a longer path takes over only where it is stronger."""
    pairs = list(permutations(keys, 2))
    strengths: dict[int, dict[int, int]] = {key: {} for key in keys}
    next_on: dict[int, dict[int, int]] = {key: {} for key in keys}
    for one, other in pairs:
        strengths[one][other] = wins[one][other] if wins[one][other] > wins[other][one] else 0
        next_on[one][other] = other
    for by_way_of in keys:
        for one, other in pairs:
            if by_way_of in {one, other}:
                continue
            through = min(strengths[one][by_way_of], strengths[by_way_of][other])
            if through > strengths[one][other]:
                strengths[one][other] = through
                next_on[one][other] = next_on[one][by_way_of]
    return strengths, next_on


def _order(keys: tuple[int, ...], strengths: dict[int, dict[int, int]]) -> Iterable[tuple[int, ...]]:
    """First those whom nobody beats, then those whom nobody else beats, and so on; several in one group are a tie."""
    left = list(keys)
    while left:
        group = [
            key for key in left if not any(strengths[one][key] > strengths[key][one] for one in left if one != key)
        ]
        yield tuple(group)
        left = [key for key in left if key not in group]


def _table(keys: tuple[int, ...], rows: list[list[int]]) -> dict[int, dict[int, int]]:
    return {
        one: {other: number for other, number in zip(keys, row, strict=True) if other != one}
        for one, row in zip(keys, rows, strict=True)
    }

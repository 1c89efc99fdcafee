"""What came out of a vote, and why, to be read by anyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from guide.candidates.models import Candidate
from guide.candidates.polls import Ballot, Poll
from guide.candidates.schulze import SchulzeCount


@dataclass(frozen=True)
class Duel:
    """How many ballots put one candidate before another, and how many the other way round."""

    one: Candidate
    other: Candidate
    wins: int
    losses: int


@dataclass(frozen=True)
class RankingStep:
    """Why one candidate comes before the next: by the duel itself, or by a chain that is stronger than the way back."""

    duel: Duel
    chain: list[Duel]
    strength: int
    back: int

    @property
    def is_direct(self) -> bool:
        return len(self.chain) == 1


@dataclass(frozen=True)
class DuelRow:
    """A candidate of the table of duels; its own place in it is None."""

    candidate: Candidate
    duels: list[Duel | None]


@dataclass(frozen=True)
class Ranked:
    """How one editor ranked them."""

    ballot: Ballot
    groups: list[list[Candidate]]


@dataclass(frozen=True)
class Result:
    poll: Poll
    order: list[list[Candidate]]
    steps: list[RankingStep]
    table: list[DuelRow]
    ranked: list[Ranked]
    ballots: int

    @property
    def first(self) -> list[Candidate]:
        """Who came out first; several where they are equal. Nobody where nobody voted."""
        return self.order[0] if self.ballots and self.order else []

    @property
    def is_tied(self) -> bool:
        return len(self.first) > 1


def result_of(poll: Poll) -> Result:
    """Of a closed vote whose candidates and ballots are at hand; no query."""
    found = poll.count
    assert found is not None  # noqa: S101 - the database holds it
    rows = {row.pk: row for row in poll.candidates.all()}
    order = [[rows[key] for key in group if key in rows] for group in found.order]
    in_order = [row for group in order for row in group]
    table = [
        DuelRow(row, [None if row == other else _duel(found, row, other) for other in in_order]) for row in in_order
    ]
    ranked = [Ranked(ballot, _groups(ballot, rows)) for ballot in poll.ballots.all()]
    return Result(poll, order, list(_steps(found, order)), table, ranked, found.ballots)


def _groups(ballot: Ballot, rows: Mapping[int, Candidate]) -> list[list[Candidate]]:
    return [[rows[key] for key in group if key in rows] for group in ballot.ranks]


def _duel(found: SchulzeCount, one: Candidate, other: Candidate) -> Duel:
    return Duel(one, other, found.wins[one.pk][other.pk], found.wins[other.pk][one.pk])


def _steps(found: SchulzeCount, order: list[list[Candidate]]) -> Iterator[RankingStep]:
    rows = {row.pk: row for group in order for row in group}
    for before, after in pairwise(order):
        for one in before:
            for other in after:
                if found.beats(one.pk, other.pk):
                    path = found.path(one.pk, other.pk)
                    chain = [_duel(found, rows[start], rows[end]) for start, end in pairwise(path)]
                    strengths = found.strengths[one.pk][other.pk], found.strengths[other.pk][one.pk]
                    yield RankingStep(_duel(found, one, other), chain, *strengths)

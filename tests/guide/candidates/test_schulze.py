"""Counting ranked ballots: published examples, and what the method promises."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from guide.candidates.schulze import Ranking, SchulzeCount, count

NAMES = {name: number for number, name in enumerate("ABCDEFGH", start=1)}
# The example of 45 ballots by which the method is mostly explained; the order is E A C B D.
FORTY_FIVE = {"ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7, "EBADC": 8}
# Schulze 2011, example 1: 21 ballots.
TWENTY_ONE = {"ACDB": 8, "BADC": 2, "CDBA": 4, "DBAC": 4, "DCBA": 3}


def ballots(counted: dict[str, int]) -> list[Ranking]:
    """ "AB=CD" ranks B and C equal."""
    found: list[Ranking] = []
    for text, times in counted.items():
        groups: list[list[int]] = []
        for place, sign in enumerate(text):
            if sign == "=":
                continue
            if place and text[place - 1] == "=":
                groups[-1].append(NAMES[sign])
            else:
                groups.append([NAMES[sign]])
        found += [groups] * times
    return found


def counted(names: str, cast: dict[str, int]) -> SchulzeCount:
    return count([NAMES[name] for name in names], ballots(cast))


def order(result: SchulzeCount) -> str:
    letters = {number: name for name, number in NAMES.items()}
    return " ".join("=".join(letters[key] for key in group) for group in result.order)


def test_the_example_of_45_ballots() -> None:
    result = counted("ABCDE", FORTY_FIVE)
    assert order(result) == "E A C B D"
    assert result.wins[1] == {2: 20, 3: 26, 4: 30, 5: 22}
    assert [list(row.values()) for row in result.strengths.values()] == [
        [28, 28, 30, 24],
        [25, 28, 33, 24],
        [25, 29, 29, 24],
        [25, 28, 28, 24],
        [25, 28, 28, 31],
    ]
    assert result.path(5, 2) == (5, 4, 3, 2)


def test_the_example_of_21_ballots() -> None:
    result = counted("ABCD", TWENTY_ONE)
    assert order(result) == "D A C B"
    assert result.strengths[1] == {2: 14, 3: 14, 4: 12}
    assert result.strengths[2] == {1: 13, 3: 13, 4: 12}
    assert result.strengths[3] == {1: 13, 2: 15, 4: 12}
    assert result.strengths[4] == {1: 13, 2: 19, 3: 13}


def test_whoever_wins_every_comparison_is_first_whatever_the_order_of_the_keys() -> None:
    cast = {"ABC": 3, "BCA": 2, "CAB": 1, "BA=C": 1}
    for names in permutations("ABC"):
        assert order(counted("".join(names), cast)).split()[0] == order(counted("ABC", cast)).split()[0]


def test_a_clone_changes_nothing_among_the_others() -> None:
    """B and its twin F, always side by side in either order: what was before B is before both, what was behind stays so."""
    twins = {
        text.replace("B", "BF" if number % 2 else "FB"): times
        for number, (text, times) in enumerate(FORTY_FIVE.items())
    }
    with_twin = counted("ABCDEF", twins)
    without = counted("ABCDE", FORTY_FIVE)
    for one, other in permutations([NAMES[name] for name in "ACDE"], 2):
        assert with_twin.beats(one, other) == without.beats(one, other)
    for one in (NAMES[name] for name in "ACDE"):
        for clone in (NAMES["B"], NAMES["F"]):
            assert with_twin.beats(one, clone) == without.beats(one, NAMES["B"])


def test_turning_every_ballot_round_turns_the_result_round() -> None:
    turned = counted("ABCDE", {text[::-1]: times for text, times in FORTY_FIVE.items()})
    assert order(turned) == "D B C A E"


def test_raising_the_winner_on_a_ballot_does_not_harm_her() -> None:
    raised = FORTY_FIVE | {"ACBED": 0, "EACBD": 5}
    assert order(counted("ABCDE", raised)).split()[0] == "E"


@pytest.mark.parametrize(
    ("cast", "expected"),
    [
        ({}, "A=B=C"),
        ({"ABC": 1}, "A B C"),
        ({"ABC": 1, "CBA": 1}, "A=B=C"),
        ({"A=B=C": 3}, "A=B=C"),
        ({"A=BC": 2}, "A=B C"),
        ({"ABC": 1, "BCA": 1, "CAB": 1}, "A=B=C"),
        ({"AB": 2, "B": 1}, "A B C"),
    ],
)
def test_ties_are_told_and_no_ballot_is_one(cast: dict[str, int], expected: str) -> None:
    assert order(counted("ABC", cast)) == expected


def test_it_is_stored_as_json_and_comes_back() -> None:
    result = counted("ABCDE", FORTY_FIVE)
    assert SchulzeCount.from_json(json.loads(json.dumps(result.as_json()))) == result

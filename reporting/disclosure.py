"""What of a count may be shown of a group of people: see docs/topics/figures.md. Knows no database.

A published value says “at least so many”, and nothing else: it is a multiple of five, and how far it lags behind is drawn by
lot each night, so that neither a move nor its absence tells what happened on one day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from accounts.small_groups import FEWEST_PEOPLE, STEP, in_steps


@dataclass(frozen=True)
class Group:
    """One part of a breakdown. `shown` is what is published of it, 0 while it is hidden; `most` is what is published of a
    figure that includes this one.
    """

    name: str
    count: int
    invited: int
    shown: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Division:
    """Another way to divide the same people: what is published of its groups, and how many people each of ours has in each."""

    values: Mapping[str, int] = field(default_factory=dict)
    shared: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def next_values(
    groups: Sequence[Group],
    total: int,
    *,
    lot: Callable[[str], int],
    adds_up: bool = True,
    other: Division = Division(),
) -> dict[str, int]:
    """Returns the groups that move tonight, each with its new value.

    `total` is what everybody sees of all groups together; `lot` draws a number for each group; `adds_up` says that each
    person stands in one group.
    """
    if len(groups) < 2:
        return {}
    wanted = {group: value for group in groups if (value := _value(group, lot(group.name))) > group.shown}
    in_turn = sorted(wanted.items(), key=lambda item: lot(item[0].name))
    moves = _leave_five_open(in_turn, groups, total, other) if adds_up else _below(in_turn, total)
    return _never_hide_one_alone(groups, moves)


def _value(group: Group, lot: int) -> int:
    """Nearly all of a group are as telling as nearly none; and a value that comes nearer leaves them no room."""
    if not group.name or group.invited < FEWEST_PEOPLE or not STEP <= group.count <= group.invited - STEP:
        return 0
    value = STEP * min(group.count // STEP - steps_behind(lot), group.invited // STEP - 2)
    return value if group.most is None else min(value, group.most)


def steps_behind(lot: int) -> int:
    """How many fives a value lags: none for every second lot, one for every fourth, and so on without an end."""
    return (lot & -lot).bit_length() - 1 if lot else 0


def _leave_five_open(
    wanted: Iterable[tuple[Group, int]], groups: Iterable[Group], total: int, other: Division
) -> dict[str, int]:
    """At least five of the total are in no published value, of this division or of the other: whose they are cannot be told."""
    values, moves = {group.name: group.shown for group in groups}, dict[str, int]()
    for group, wish in wanted:
        for value in range(wish, group.shown, -STEP):
            if people_needed(values | {group.name: value}, other) <= total - STEP:
                values[group.name] = moves[group.name] = value
                break
    return moves


def people_needed(values: Mapping[str, int], other: Division) -> int:
    """So many people are enough for all these values and those of the other division to be true, maybe fewer."""
    left, in_both = dict(other.values), 0
    for name in sorted(
        values, key=lambda name: len(other.shared.get(name, ()))
    ):  # whoever has least choice comes first
        wanted = values[name]
        for beside, people in other.shared.get(name, {}).items():
            found = min(wanted, left.get(beside, 0), people)
            wanted, in_both = wanted - found, in_both + found
            left[beside] = left.get(beside, 0) - found
    return sum(values.values()) + sum(other.values.values()) - in_both


def _below(wanted: Iterable[tuple[Group, int]], total: int) -> dict[str, int]:
    """Where people stand in several groups, none of these comes within five of the total."""
    most = in_steps(total - STEP)
    return {group.name: value for group, wish in wanted if (value := min(wish, most)) > group.shown}


def _never_hide_one_alone(groups: Iterable[Group], moves: dict[str, int]) -> dict[str, int]:
    """A group without a name hides nobody: it has few people, and its number comes and goes with them."""
    hidden = [group.name for group in groups if group.name and not group.shown and group.name not in moves]
    new = [group.name for group in groups if not group.shown and group.name in moves]
    if len(hidden) == 1 and new:
        smallest = min(new, key=lambda name: (moves[name], name))
        return {name: value for name, value in moves.items() if name != smallest}
    return moves

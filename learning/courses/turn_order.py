"""A turn of a dialogue changes places with its neighbour, in what is typed into the form: nothing is saved by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from common.paging import parse_int
from guide.course_parts import END
from learning.courses.dialogue_fields import REPLIES, TURNS
from learning.courses.item_lines import MOST_TURNS

OF_REPLY = ("reply", "right", "feedback", "next")


@dataclass(frozen=True, slots=True)
class MovedTurn:
    """`data` is what was sent, in its new order; `turn` is where the turn stands now.

    Replies lead where they led. `ended` are the fields of those that led to the turn which now stands before them: they end
    the dialogue, which goes only forward, until somebody chooses again.
    """

    data: QueryDict
    turn: int
    ended: list[str]


def moved_turn(sent: QueryDict) -> MovedTurn | None:
    """Returns what the button `act` of the form makes of it ("3:up"); None where no such button was pressed."""
    number, _colon, way = sent.get("act", "").partition(":")
    turn = parse_int(number, digits=2) or 0
    first = turn - 1 if way == "up" else turn
    if way not in ("up", "down") or not 1 <= first < MOST_TURNS:
        return None
    data = sent.copy()
    _renumber_replies(data, first)
    _change_places(data, first)
    ended = [f"next_{first + 1}_{reply}" for reply in REPLIES if data.get(f"next_{first + 1}_{reply}") == str(first)]
    for name in ended:
        data[name] = str(END)
    return MovedTurn(data, first if way == "up" else first + 1, ended)


def _renumber_replies(data: QueryDict, first: int) -> None:
    """Replies lead to the same turns as before, under their new numbers."""
    new = {str(first): str(first + 1), str(first + 1): str(first)}
    for name in (f"next_{turn}_{reply}" for turn in TURNS for reply in REPLIES):
        if (number := str(data.get(name))) in new:
            data[name] = new[number]


def _change_places(data: QueryDict, first: int) -> None:
    before, after = _names(first), _names(first + 1)
    values: list[list[Any]] = [data.pop(name, []) for name in before + after]
    for name, value in zip(after + before, values, strict=True):
        if value:
            data.setlist(name, value)


def _names(turn: int) -> list[str]:
    return [f"turn_{turn}", *(f"{name}_{turn}_{reply}" for reply in REPLIES for name in OF_REPLY)]

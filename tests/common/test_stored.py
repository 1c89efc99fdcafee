"""Dataclasses as JSON, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from common.stored import Json, Stored, read, written

pytestmark = pytest.mark.pure


@dataclass(frozen=True, slots=True)
class Line(Stored):
    text: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Letter(Stored):
    lines: tuple[Line, ...] = ()
    sizes: tuple[tuple[int, str], ...] = ()
    head: Line | None = None
    named: Mapping[str, Line] | None = None
    about: Json | None = None
    sent_on: date | None = None
    read_at: datetime | None = None

    @classmethod
    def as_read(cls, data: Json) -> Json:
        return {"head": data.get("title")} | data


FULL = Letter(
    (Line("a", 0), Line("b")),
    ((1, "x"), (2, "y")),
    Line("c"),
    {"one": Line("d")},
    {"any": [1, {"thing": None}]},
    date(2026, 3, 4),
    datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
)


@pytest.mark.parametrize("letter", [FULL, Letter()])
def test_what_is_read_is_what_was_written(letter: Letter) -> None:
    assert Letter.from_json(json.loads(json.dumps(letter.to_json()))) == letter


def test_what_is_not_said_has_its_value_by_default_and_what_is_unknown_is_left_out() -> None:
    assert Letter.from_json(None) == Letter()
    assert Letter.from_json({"lines": [{"text": "a"}], "stamp": "blue"}) == Letter((Line("a"),))
    assert Letter.from_json({"title": {"text": "older"}}) == Letter(head=Line("older"))
    with pytest.raises(TypeError):
        Line.from_json({"place": 2})


def test_values_are_read_by_their_type_alone() -> None:
    lines: Any = {"one": Line("a", 2)}
    assert read(dict[str, Line], json.loads(json.dumps(written(lines)))) == lines

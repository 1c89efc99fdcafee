"""The content of the training sessions fits: enough people for the seats, speakers in one place at a time."""

from __future__ import annotations

import csv

import pytest

from demo.content import FOLDER
from demo.session_content import SessionContent, read_absent, read_colleagues, read_sessions
from tests.for_each import for_each

pytestmark = pytest.mark.pure


def test_there_are_twenty_sessions_over_france_and_a_conference_half_of_them_over() -> None:
    told = read_sessions()
    assert [one.kind for one in told].count("conference") == 1
    assert len(told) == 21
    assert len({one.place for one in told}) >= 18
    assert sum(one.begins.days < 58 for one in told) == 11


def test_colleagues_are_nobody_else() -> None:
    with (FOLDER / "people.csv").open(encoding="utf-8") as file:
        known = {value for row in csv.DictReader(file) for value in (row["name"], row["username"])}
    colleagues = [*read_colleagues(), *read_absent()]
    assert len({one.username for one in colleagues}) == len(colleagues)
    assert not {value for one in colleagues for value in (one.name, one.username)} & known


@for_each("told", read_sessions())
def test_there_are_people_for_the_seats_and_seats_for_the_people(told: SessionContent) -> None:
    there = [one for one in read_colleagues() if one.site in told.come_from][told.skip :]
    wanted = told.registered + told.waiting + told.gave_up
    assert len(there) + (told.account_after is not None) >= wanted
    assert told.came <= told.registered
    assert (told.came > 0) == (told.begins.days < 57 or told.now)
    open_seats = told.capacity - told.reserved + told.added
    assert told.registered == open_seats if told.waiting else told.registered <= open_seats

"""What an address says of a list: read where it makes sense, and the beginning where it does not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from paging import LARGEST, Place, key_in, key_of, number_in, numbers_in

pytestmark = pytest.mark.pure

MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
ODD = ["", "~", "x", "2026-11-24~1", "2026-99-24T10:00:00+00:00~1", "2026-11-24T10:00:00~1", "9" * 5000, "a\0b", "²"]


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_a_number_is_read(value: str, number: int) -> None:
    assert number_in(value) == number <= LARGEST


@pytest.mark.parametrize("value", ["", "-1", "+1", " 1", "1.0", "²", "٣", "9" * 19, "9" * 5000, "1\0"])
def test_what_is_no_number_of_a_row_is_none(value: str) -> None:
    assert number_in(value) is None


def test_a_key_is_read_as_it_was_written() -> None:
    assert key_in(key_of(MOMENT, 12)) == (MOMENT, 12)


@pytest.mark.parametrize("value", ODD)
def test_an_odd_key_is_the_beginning(value: str) -> None:
    assert key_in(value) is None
    assert Place.read(value, ranks=4) is None


def test_two_numbers_are_read() -> None:
    assert numbers_in("412345~12") == (412345, 12)
    assert numbers_in("4~") is numbers_in("~4") is numbers_in("1~2~3") is numbers_in("1" * 10 + "~1") is None


def test_a_place_is_read_as_it_was_written_where_the_list_has_such_a_source() -> None:
    place = Place(MOMENT, 1, 7)
    assert Place.read(str(place), ranks=2) == place
    assert Place.read(str(place), ranks=1) is None


def test_after_a_place_come_earlier_moments_and_at_the_same_moment_lower_sources() -> None:
    place = Place(MOMENT, 1, 7)
    assert place.limit_for(1) == (MOMENT, 7)
    assert place.limit_for(0) == (MOMENT, LARGEST)
    assert place.limit_for(2) == (MOMENT, 0)

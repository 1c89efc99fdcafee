"""What an address says of a list: read where it makes sense, and the beginning where it does not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.test import Client

from accounts.models import User
from common.paging import (
    LARGEST,
    CountOf,
    Cursor,
    capped_count,
    decode_cursor,
    decode_score_cursor,
    encode_cursor,
    numbered_page,
    parse_int,
)
from tests import factories
from tests.for_each import for_each

MOMENT = datetime(2026, 11, 24, 10, tzinfo=UTC)
ODD = ["", "~", "x", "2026-11-24~1", "2026-99-24T10:00:00+00:00~1", "2026-11-24T10:00:00~1", "9" * 5000, "a\0b", "²"]


@pytest.mark.parametrize(("value", "number"), [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1)])
def test_a_number_is_read(value: str, number: int) -> None:
    assert parse_int(value) == number <= LARGEST


@for_each("value", ["", "-1", "+1", " 1", "1.0", "²", "٣", "9" * 19, "9" * 5000, "1\0"])
def test_what_is_no_number_of_a_row_is_none(value: str) -> None:
    assert parse_int(value) is None


def test_a_key_is_read_as_it_was_written() -> None:
    assert decode_cursor(encode_cursor(MOMENT, 12)) == (MOMENT, 12)


@for_each("value", ODD)
def test_an_odd_key_is_the_beginning(value: str) -> None:
    assert decode_cursor(value) is None
    assert Cursor.read(value, ranks=4) is None


@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_before_the_first_or_after_the_last_is_the_beginning(as_contributor: Client, moment: str) -> None:
    """It can be written, and no other time zone can say it: the database would be asked in UTC."""
    assert decode_cursor(f"{moment}~1") is None
    assert Cursor.read(f"{moment}~1~1", ranks=4) is None
    assert as_contributor.get("/notifications/", {"before": f"{moment}~1"}).status_code == 200


def test_two_numbers_are_read() -> None:
    assert decode_score_cursor("412345~12") == (412345, 12)
    assert (
        decode_score_cursor("4~")
        is decode_score_cursor("~4")
        is decode_score_cursor("1~2~3")
        is decode_score_cursor("1" * 10 + "~1")
        is None
    )


def test_a_place_is_read_as_it_was_written_where_the_list_has_such_a_source() -> None:
    place = Cursor(MOMENT, 1, 7)
    assert Cursor.read(str(place), ranks=2) == place
    assert Cursor.read(str(place), ranks=1) is None


def test_after_a_place_come_earlier_moments_and_at_the_same_moment_lower_sources() -> None:
    place = Cursor(MOMENT, 1, 7)
    assert place.bound_for(1) == (MOMENT, 7)
    assert place.bound_for(0) == (MOMENT, LARGEST)
    assert place.bound_for(2) == (MOMENT, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "1", "2", "3", "4", "99", "x"])
def test_a_leaf_is_the_page_that_a_paginator_would_give_and_counts_nothing_on_the_way(
    page: str, django_assert_max_num_queries
) -> None:
    for number in range(7):
        factories.create_user(username=f"person{number}")
    rows = User.objects.order_by("username")
    theirs = Paginator(rows, 3).get_page(page)
    with django_assert_max_num_queries(1 if theirs.number == (parse_int(page) or 1) else 3):
        mine = numbered_page(rows, page, 3)
    assert list(mine) == list(theirs)
    assert (mine.number, mine.has_previous, mine.has_next) == (theirs.number, theirs.has_previous(), theirs.has_next())
    assert mine.has_other_pages == theirs.has_other_pages()


@pytest.mark.django_db
def test_the_leaf_of_an_empty_list_is_its_first() -> None:
    assert (list(numbered_page(User.objects.none(), "7", 3)), numbered_page(User.objects.none(), "7", 3).number) == (
        [],
        1,
    )


@pytest.mark.django_db
def test_rows_are_counted_as_far_as_is_said() -> None:
    for number in range(4):
        factories.create_user(username=f"person{number}")
    rows = User.objects.order_by("username")
    assert (capped_count(rows, 3), capped_count(rows, 9)) == (3, 4)
    counts = {
        "few": CountOf(rows, 3),
        "all": CountOf(rows, None),
        "names": CountOf(rows.distinct(), column="last_name"),
    }
    found: Any = rows.annotate(**counts)[0]
    assert (found.few, found.all, found.names) == (3, 4, len(set(rows.values_list("last_name", flat=True))))

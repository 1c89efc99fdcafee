"""The numbers of a text by their value, as its language writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from guide.translating.quality_checks import is_spelled, numbers_in
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@for_each(
    ("plain", "language", "values"),
    [
        ("1 234,5", "fr", "1234.5"),
        ("1\u202f234,5", "fr", "1234.5"),
        ("1\u00a0234\u00a0567", "fr", "1234567"),
        ("1,234.5", "en", "1234.5"),
        ("1.234,5", "it", "1234.5"),
        ("１，２３４．５", "ja", "1234.5"),
        ("1'234.50", "en", "1234.5"),
        ("3,5", "fr", "3.5"),
        ("3.500", "it", "3500"),
        ("3.500", "en", "3.5"),
        ("1,5 million", "fr", "1500000"),
        ("2 millions d’euros et 3 milliards", "fr", "2000000 3000000000"),
        ("1.5 million", "en", "1500000"),
        ("2 milioni", "it", "2000000"),
        ("150万人", "ja", "1500000"),
        ("1億2000万円", "ja", "120000000"),
        ("06 12 34 56 78", "fr", "6 12 34 56 78"),
        ("12.03.2024", "fr", "12 3 2024"),
        ("articles 7, 8 et 9", "fr", "7 8 9"),
        ("7 sur 10", "fr", "7 10"),
        ("12h30", "fr", "12 30"),
        ("version 1.2.3", "en", "1 2 3"),
        ("rien", "fr", ""),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(plain: str, language: str, values: str) -> None:
    assert sorted(numbers_in(plain, language).elements()) == sorted(map(Decimal, values.split()))


@for_each(
    ("number", "plain", "language"),
    [
        (7, "une phrase d’au moins sept mots", "fr"),
        (21, "Vingt et un jours", "fr"),
        (200, "deux cents membres", "fr"),
        (12, "twelve characters", "en"),
        (2, "twice", "en"),
        (300, "three hundred", "en"),
        (30, "trenta giorni", "it"),
        (3, "三つの問い", "ja"),
        (4, "27 avril 2016", "fr"),
        (4, "2016年4月27日", "ja"),
    ],
)
def test_a_small_number_may_stand_in_words(number: int, plain: str, language: str) -> None:
    assert is_spelled(Decimal(number), plain, language)


@pytest.mark.parametrize(
    ("number", "plain", "language"),
    [
        ("7", "huit mots", "fr"),
        ("3.5", "trois et demi", "fr"),
        ("2016", "vingt", "fr"),
        ("7", "sept", ""),
        ("-1", "un", "fr"),
    ],
)
def test_what_is_not_there_is_not_spelled(number: str, plain: str, language: str) -> None:
    assert not is_spelled(Decimal(number), plain, language)


def test_a_very_long_number_is_a_number() -> None:
    assert numbers_in("1" * 10_000, "fr").total() == 1
    assert not is_spelled(next(iter(numbers_in("1" * 10_000, "fr"))), "un", "fr")

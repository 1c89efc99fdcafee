"""Days and times as each language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from common.words import dates
from contributions.templatetags.wiki_tags import age, day_name, when
from tests.for_each import for_each

DAY = date(2025, 11, 24)
SPOKEN = {
    dates.day_and_month: {
        "fr": "24\u00a0novembre",
        "en": "24\u00a0November",
        "it": "24\u00a0novembre",
        "ja": "11月24日",
    },
    dates.day_in_figures: {"fr": "24/11", "en": "24/11", "it": "24/11", "ja": "11/24"},
    dates.full_date: {
        "fr": "24\u00a0novembre 2025",
        "en": "24\u00a0November 2025",
        "it": "24\u00a0novembre 2025",
        "ja": "2025年11月24日",
    },
    dates.month_and_year: {"fr": "novembre 2025", "en": "November 2025", "it": "novembre 2025", "ja": "2025年11月"},
    dates.weekday: {"fr": "lundi", "en": "Monday", "it": "lunedì", "ja": "月曜日"},
    dates.full_day: {
        "fr": "lundi 24\u00a0novembre 2025",
        "en": "Monday 24\u00a0November 2025",
        "it": "lunedì 24\u00a0novembre 2025",
        "ja": "2025年11月24日（月曜日）",
    },
}


@for_each("say", SPOKEN)
@for_each("language", ["fr", "en", "it", "ja"])
def test_a_day_is_said_as_the_language_says_it(say: Callable[[date], str], language: str) -> None:
    with translation.override(language):
        assert say(DAY) == SPOKEN[say][language]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "1er\u00a0août"), ("en", "1\u00a0August"), ("it", "1º\u00a0agosto"), ("ja", "8月1日")],
)
def test_the_first_of_a_month(language: str, words: str) -> None:
    with translation.override(language):
        assert dates.day_and_month(date(2025, 8, 1)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (8, "l’8\u00a0marzo 2020"),
        (11, "l’11\u00a0marzo 2020"),
        (1, "il 1º\u00a0marzo 2020"),
        (18, "il 18\u00a0marzo 2020"),
    ],
)
def test_the_italian_article_is_elided(day: int, words: str) -> None:
    with translation.override("it"):
        assert day_name(date(2020, 3, day)) == words


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("aperta fino al 8 marzo", "aperta fino all’8 marzo"),
        ("Dal 11 marzo al 8 aprile", "Dall’11 marzo all’8 aprile"),
        ("Dal domenica 4 marzo al sabato 10", "Da domenica 4 marzo a sabato 10"),
        ("La bozza del 8 marzo", "La bozza dell’8 marzo"),
        ("fino al 18 marzo", "fino al 18 marzo"),
    ],
)
def test_an_italian_preposition_suits_the_day_behind_it(phrase: str, words: str) -> None:
    with translation.override("it"):
        assert dates.elided(phrase) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "le 24\u00a0novembre 2020 à 9\u00a0h\u00a005"),
        ("en", "on 24\u00a0November 2020 at 09:05"),
        ("it", "il 24\u00a0novembre 2020 alle 09:05"),
        ("ja", "2020年11月24日 09:05"),
    ],
)
def test_a_moment_in_a_sentence(language: str, words: str) -> None:
    moment = datetime(2020, 11, 24, 9, 5, tzinfo=UTC)
    with translation.override(language), timezone.override(UTC):
        assert when(moment) == words


@pytest.mark.parametrize(("ago", "words"), [(timedelta(), "1\u00a0minute"), (timedelta(days=8), "1\u00a0week")])
def test_what_waits_has_been_waiting_for_a_minute_at_least(ago: timedelta, words: str) -> None:
    with translation.override("en"):
        assert age(timezone.now() - ago) == words

"""Numbers are grouped as each language groups them, and still choose the plural."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from common.words.digit_grouping import Figure, grouped

pytestmark = pytest.mark.pure

READERS = Template(
    "{% load i18n digit_grouping %}{{ readers|figure }}, "
    "{% blocktranslate count n=readers|figure %}{{ n }} person asks it{% plural %}{{ n }} people ask it{% endblocktranslate %}"
)


def shown(readers: int | None, language: str) -> str:
    with translation.override(language):
        return str(READERS.render(Context({"readers": readers})))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "15,000, 15,000 people ask it"),
        ("fr", "15\u00a0000, 15\u00a0000 personnes la posent"),
        ("it", "15.000, 15.000 persone se la pongono"),
        ("ja", "15,000, 質問した人：15,000人"),
    ],
)
def test_thousands_stand_apart_as_the_language_has_them(language: str, words: str) -> None:
    assert shown(15_000, language) == words


def test_the_number_chooses_the_plural() -> None:
    assert shown(1, "en") == "1, 1 person asks it"
    assert shown(None, "en") == "0, 0 people ask it"


def test_a_figure_is_a_number_to_count_with_and_is_written_grouped() -> None:
    with translation.override("en"):
        assert (Figure(1200) + 1, f"{Figure(1200)}", f"{Figure(-1200)}") == (1201, "1,200", "−1,200")
        assert grouped(999) == "999"

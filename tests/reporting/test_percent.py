"""Shares: of many people a few are never told as nobody; and what a title counts."""

import pytest
from django.utils import translation

from reporting.taking_part import of_editions, of_taking_part, percent
from tests.for_each import for_each

pytestmark = pytest.mark.pure


@for_each(
    ("part", "whole", "shown"),
    [(0, 0, "–"), (0, 9, "0%"), (2, 15_007, "0.01%"), (1, 150_000, "0.01%"), (12, 15_000, "0.08%"), (15, 15_000, "0.1%"),
     (33, 1_000, "3.3%"), (1, 3, "33%"), (9, 9, "100%")],
)  # fmt: skip
def test_a_share_is_as_exact_as_it_is_small(part: int, whole: int, shown: str) -> None:
    with translation.override("en"):
        assert percent(part, whole) == shown


def test_of_a_site_on_which_nothing_has_happened_no_share_is_given() -> None:
    with translation.override("en"):
        assert of_taking_part(1, 0, 1, has_begun=False) == "Nobody has taken part yet"
        assert of_taking_part(1, 1, 2, has_begun=True).startswith("50% of those invited")


@pytest.mark.parametrize(
    ("language", "total", "words"),
    [
        ("fr", 0, "0 texte de plus"),
        ("fr", 1, "1 texte de plus"),
        ("fr", 2, "2 textes de plus"),
        ("en", 1, "1 more text"),
    ],
)
def test_the_texts_since_an_edition_are_counted_in_the_number_of_the_language(
    language: str, total: int, words: str
) -> None:
    with translation.override(language):
        assert of_editions(2, total).endswith(words)

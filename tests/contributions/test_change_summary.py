"""Moments, days and changes in words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from common import markup
from contributions.revision_views.comparison import diff_in_words
from contributions.templatetags.wiki_tags import day_name, when


@pytest.mark.parametrize(
    ("older", "newer", "words"),
    [
        ("<p>un</p>", "<p>deux</p>", "Un passage retiré, un passage ajouté"),
        ("<p>un mot ici</p>", "<p>un bon mot ici</p>", "Un passage repris"),
        ("<p>un</p>", "<p>un</p>", "Rien n’a changé"),
        ("<p>un</p>", "<p>un</p><table><tbody><tr><td>x</td></tr></tbody></table>", "Un tableau ajouté"),
    ],
)
def test_a_comparison_is_titled_by_what_changed(older: str, newer: str, words: str) -> None:
    with override("fr"):
        assert sorted(diff_in_words(markup.compare(older, newer)).casefold().split(", ")) == sorted(
            words.casefold().split(", ")
        )


def test_small_numbers_are_written_and_the_sentence_begins_with_a_capital() -> None:
    older = "".join(f"<p>un mot numéro {letter} ici même</p>" for letter in "abc")
    newer = "".join(f"<p>un bon mot numéro {letter} ici même</p>" for letter in "abc")
    with override("fr"):
        assert diff_in_words(markup.compare(older, newer), ["title"]) == "Un nouveau titre, trois passages repris"


@pytest.mark.parametrize(("days", "word"), [(0, "aujourd’hui"), (1, "hier")])
def test_days_near_by_have_names(days: int, word: str) -> None:
    with override("fr"):
        assert day_name(timezone.localdate() - timedelta(days=days)) == word


def test_a_day_of_another_year_says_which() -> None:
    with override("fr"):
        assert day_name(timezone.localdate().replace(year=2001, month=8, day=15)) == "le 15\u00a0août 2001"


def test_a_moment_has_the_time_with_spaces_that_do_not_break() -> None:
    moment = timezone.localtime().replace(hour=16, minute=5)
    with override("fr"):
        assert when(moment) == "aujourd’hui à 16\u00a0h\u00a005"

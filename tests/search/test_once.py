"""A text of the guide that answers in several of its languages is one answer."""

import pytest

from search.models import ResultKind
from search.ranking import RankedEntry, once_each
from search.request import RankingSignals

pytestmark = pytest.mark.pure


def row(key: int, kind: ResultKind, number: int, language: str) -> RankedEntry:
    return RankedEntry(key, RankingSignals(kind, "", "", 0.0, 0, number, language), 0)


FOUND = [
    row(1, ResultKind.TIP, 7, "it"),
    row(2, ResultKind.PAGE, 7, "fr"),
    row(3, ResultKind.TIP, 7, "fr"),
    row(4, ResultKind.SECTION, 5000, "ja"),
    row(5, ResultKind.TIP, 7, "en"),
    row(6, ResultKind.SECTION, 5000, "en"),
    row(7, ResultKind.QUESTION, 7, "fr"),
]


@pytest.mark.parametrize(("language", "keys"), [("fr", [3, 2, 4, 7]), ("en", [5, 2, 6, 7]), ("ja", [1, 2, 4, 7])])
def test_it_stands_once_in_the_language_of_the_reader_or_in_the_first_in_which_it_answers(
    language: str, keys: list[int]
) -> None:
    assert [one.key for one in once_each(FOUND, language)] == keys

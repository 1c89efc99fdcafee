"""A text of the guide that answers in several of its languages is one answer."""

import pytest

from search import ranking
from search.models import ResultKind
from search.query import Clause, IndexMatch, ParsedQuery, RankingSignals, ResultOrder
from search.ranking import RankedEntry, once_each, ranked

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


@pytest.mark.parametrize(("language", "keys"), [("fr", [3, 2, 1]), ("en", [3, 2, 1]), ("it", [1, 3, 2])])
def test_of_two_texts_that_fit_alike_the_one_in_the_language_of_the_reader_comes_first(
    language: str, keys: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What people write, without a language of its own, is in the first of the site."""
    monkeypatch.setattr(ranking, "first_language", lambda: "fr")
    spoken = {1: "it", 2: "fr", 3: ""}
    matches = [IndexMatch(key, 1.0, row(key, ResultKind.TIP, key, own).facts) for key, own in spoken.items()]
    readings = [ParsedQuery((), (Clause(("mail",), "mail"),), ())]
    assert [one.key for one in ranked(matches, {}, readings, ResultOrder.BEST, language)] == keys

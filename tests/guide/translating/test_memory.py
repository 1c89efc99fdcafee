"""What similar paragraphs were called before."""

from __future__ import annotations

import pytest

from guide.translating.memory import TranslatedPair, TranslationMemory

OLD = "Donnez-lui un mot de passe de dix caractères au moins, qui ne sert que là."
NEW = "Donnez-lui un mot de passe de douze caractères au moins, qui ne sert que là."


def targets(memory: TranslationMemory, source: str, previous: str = "") -> list[str]:
    return [match.pair.target for match in memory.matches(source, previous)]


def test_a_similar_paragraph_comes_with_what_has_changed_since() -> None:
    memory = TranslationMemory(
        [TranslatedPair(OLD, "Give it ten.", origin="édition 1"), TranslatedPair("Autre.", "Other.")]
    )
    (match,) = memory.matches(NEW)
    assert (match.pair.target, match.pair.origin, match.is_exact) == ("Give it ten.", "édition 1", False)
    assert 90 < match.score < 100
    assert [(change.text, change.kind) for change in match.changes if change.kind] == [("dix", "del"), ("douze", "ins")]


def test_an_exact_paragraph_has_no_change() -> None:
    (match,) = TranslationMemory([TranslatedPair(OLD, "Give it ten.")]).matches(OLD)
    assert match.is_exact and [change.kind for change in match.changes] == [""]


def test_exact_in_context_goes_before_exact_and_exact_before_similar() -> None:
    memory = TranslationMemory(
        [
            TranslatedPair(OLD, "similar", previous="Avant."),
            TranslatedPair(NEW, "exact", previous="Ailleurs."),
            TranslatedPair(NEW, "in context", previous="Avant."),
        ]
    )
    assert targets(memory, NEW, "Avant.") == ["in context", "exact", "similar"]
    assert [match.is_in_context for match in memory.matches(NEW, "Avant.")] == [True, False, False]


def test_the_beginning_of_a_text_is_a_context_too() -> None:
    memory = TranslationMemory([TranslatedPair(NEW, "elsewhere", previous="Avant."), TranslatedPair(NEW, "first")])
    assert targets(memory, NEW) == ["first", "elsewhere"]


def test_a_similar_paragraph_is_never_in_context() -> None:
    (match,) = TranslationMemory([TranslatedPair(OLD, "similar", previous="Avant.")]).matches(NEW, "Avant.")
    assert not match.is_in_context


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("abcdefgh", True),
        ("abcdefXX", True),  # 75 %
        ("abcdeXXX", False),
    ],
)
def test_less_than_three_quarters_alike_is_not_shown(source: str, is_found: bool) -> None:
    assert bool(TranslationMemory([TranslatedPair("abcdefgh", "one")]).matches(source)) is is_found


def test_white_space_does_not_count_and_almost_exact_is_not_exact() -> None:
    long = "mot " * 200
    memory = TranslationMemory([TranslatedPair(f"{long}\n  fin.", "end")])
    assert memory.matches(f"{long}fin.")[0].is_exact
    (match,) = memory.matches(f"{long}fin!")
    assert match.score == 99 and not match.is_exact


def test_at_most_three_with_other_words_each_and_the_first_of_those_that_are_alike() -> None:
    pairs = [TranslatedPair(NEW, "same", origin=f"édition {number}") for number in range(20, 0, -1)]
    pairs += [TranslatedPair(NEW, f"other {number}") for number in range(5)]
    matches = TranslationMemory(pairs).matches(NEW)
    assert [match.pair.target for match in matches] == ["same", "other 0", "other 1"]
    assert matches[0].pair.origin == "édition 20"


def test_many_that_are_exact_hide_neither_the_one_in_context_nor_a_similar_one() -> None:
    pairs = [TranslatedPair(NEW, "same", previous=f"{number}") for number in range(50)]
    memory = TranslationMemory([*pairs, TranslatedPair(NEW, "here", previous="Avant."), TranslatedPair(OLD, "older")])
    assert targets(memory, NEW, "Avant.") == ["here", "same", "older"]


@pytest.mark.parametrize("pair", [TranslatedPair("Oui", " "), TranslatedPair("\n", "Yes")])
def test_what_is_empty_on_one_side_teaches_nothing(pair: TranslatedPair) -> None:
    assert TranslationMemory([pair]).matches("Oui") == []
    assert TranslationMemory([pair]).matches("") == []
    assert TranslationMemory([TranslatedPair("Oui", "Yes")]).matches("  ") == []


def test_japanese_is_compared_sign_by_sign() -> None:
    memory = TranslationMemory([TranslatedPair("パスワードを設定しましょう。", "Set a password.")])
    assert targets(memory, "パスワードを設定します。") == ["Set a password."]


def test_a_very_long_paragraph_is_found_where_it_is_exact() -> None:
    long = "mot " * 1_000
    memory = TranslationMemory([TranslatedPair(long, "long")])
    assert targets(memory, long) == ["long"]
    assert targets(memory, f"{long}fin.") == []

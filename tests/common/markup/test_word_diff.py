import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup import WordChange, word_changes

pytestmark = pytest.mark.pure


def test_words_that_changed_together_are_marked_together() -> None:
    assert word_changes("le numéro que vous avez.", "le numéro de l’annuaire interne.") == (
        WordChange("le numéro ", ""),
        WordChange("que vous avez", "del"),
        WordChange("de l’annuaire interne", "ins"),
        WordChange(".", ""),
    )


def test_a_little_word_between_two_long_changes_does_not_cut_them() -> None:
    changes = word_changes("aa bb cc et dd ee ff", "gg hh ii et jj kk ll")
    assert [change.kind for change in changes] == ["del", "ins"]


def test_equal_texts_have_no_change() -> None:
    assert word_changes("a b", "a b") == (WordChange("a b", ""),)
    assert word_changes("", "") == ()


@given(st.text("ab é.\n", max_size=60), st.text("ab é.\n", max_size=60))
def test_both_texts_can_be_read_from_the_changes(older: str, newer: str) -> None:
    changes = word_changes(older, newer)
    assert "".join(change.text for change in changes if change.kind != "ins") == older
    assert "".join(change.text for change in changes if change.kind != "del") == newer

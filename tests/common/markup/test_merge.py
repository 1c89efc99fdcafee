import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.markup import Span, merge
from common.markup.paragraphs import split_units

pytestmark = pytest.mark.pure

BASE = "Dites : « Je vous rappelle. » Puis raccrochez et composez le numéro que vous avez."


def test_changes_of_different_paragraphs_are_both_taken() -> None:
    merged = merge("Un.\n\nDeux.\n\nTrois.\n", "Un, moi.\n\nDeux.\n\nTrois.\n", "Un.\n\nDeux.\n\nTrois, eux.\n")
    assert merged.is_clean
    assert merged.text == "Un, moi.\n\nDeux.\n\nTrois, eux.\n"
    assert (merged.mine_changes, merged.mine_merged) == (1, 1)


def test_neighbouring_items_and_rows_can_be_changed_by_two_people() -> None:
    merged = merge("- un\n- deux\n- trois\n", "- un\n- deux, moi\n- trois\n", "- un\n- deux\n- trois, eux\n")
    assert (merged.is_clean, merged.text) == (True, "- un\n- deux, moi\n- trois, eux\n")
    table = "| a |\n|---|\n| b |\n| c |"
    merged = merge(table, table.replace("| b", "| moi"), table.replace("| c", "| eux"))
    assert (merged.is_clean, merged.text) == (True, "| a |\n|---|\n| moi |\n| eux |")


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "text"),
    [
        ("A.\n\nB.", "A.\n\nMoi.\n\nB.", "A.\n\nEux.\n\nB.", "A.\n\nEux.\n\nMoi.\n\nB."),
        ("A.", "A.\n\nMoi.", "A.\n\nEux.", "A.\n\nEux.\n\nMoi."),
        ("A.\n", "A.\n\nMoi.\n", "A.\n\nEux.\n", "A.\n\nEux.\n\nMoi.\n"),
        ("A.", "Moi.\n\nA.", "Eux.\n\nA.", "Eux.\n\nMoi.\n\nA."),
        ("- a\n- b", "- a\n- moi\n- b", "- a\n- eux\n- b", "- a\n- eux\n- moi\n- b"),
        ("", "Moi.", "Eux.", "Eux.\n\nMoi."),
        ("", "- moi", "- eux", "- eux\n- moi"),
    ],
)
def test_two_insertions_at_one_place_are_both_kept_the_first_saved_first(
    base: str, mine: str, theirs: str, text: str
) -> None:
    merged = merge(base, mine, theirs)
    assert merged.text == text
    assert merged.is_clean


def test_an_insertion_beside_a_changed_paragraph_does_not_touch_it() -> None:
    merged = merge("A.\n\nB.", "A.\n\nB.\n\nMoi.", "A.\n\nB, eux.")
    assert (merged.is_clean, merged.text) == (True, "A.\n\nB, eux.\n\nMoi.")


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("- trois\nDeux.", "Deux.\nUne phrase.", "- trois\nDeux.\nUne phrase."),
        ("Deux.\nUne phrase.", "- trois\nDeux.", "- trois\nDeux.\nUne phrase."),
        ("> cité\nDeux.", "1. point\nDeux.", "1. point\n> cité\nDeux."),
        ("Deux.\nMoi.", "Deux.\nElle.", "Deux.\nElle.\nMoi."),
    ],
)
def test_lines_that_two_people_add_around_one_paragraph_do_not_touch(mine: str, theirs: str, merged: str) -> None:
    found = merge("Un.\n\nDeux.\n\nFin.", f"Un.\n\n{mine}\n\nFin.", f"Un.\n\n{theirs}\n\nFin.")
    assert found.is_clean
    assert found.text == f"Un.\n\n{merged}\n\nFin."


def test_the_same_change_made_twice_is_made_once() -> None:
    merged = merge("A.\n\nB.", "A, mieux.\n\nB.", "A, mieux.\n\nB.")
    assert (merged.is_clean, merged.text) == (True, "A, mieux.\n\nB.")


def test_one_paragraph_changed_by_both_is_a_conflict_with_a_proposal_by_words() -> None:
    mine = BASE.replace("rappelle.", "rappelle dans cinq minutes.").replace("avez.", "avez, pas celui qui s’affiche.")
    theirs = BASE.replace("que vous avez", "de l’annuaire interne")
    merged = merge(f"Un.\n\n{BASE}\n\nFin.", f"Un.\n\n{mine}\n\nFin.", f"Un.\n\n{theirs}\n\nFin.")
    (conflict,) = merged.conflicts
    assert not merged.is_clean
    assert (conflict.base, conflict.mine, conflict.theirs) == (f"{BASE}\n", f"{mine}\n", f"{theirs}\n")
    assert conflict.proposal == (
        Span("Dites : « Je vous rappelle"),
        Span(" dans cinq minutes", "mine"),
        Span(". » Puis raccrochez et composez le numéro "),
        Span("de l’annuaire interne", "theirs"),
        Span(", pas celui qui s’affiche", "mine"),
        Span(".\n"),
    )
    assert merged.text == f"Un.\n\n{conflict.text}\nFin."
    assert merged.mine_changes - merged.mine_merged == 1


def test_where_words_overlap_both_readings_stand_in_a_row() -> None:
    merged = merge("Appelez le numéro connu de vous.", "Appelez le standard de vous.", "Appelez votre chef de vous.")
    assert merged.text == "Appelez votre chef le standard de vous."
    assert [span.origin for span in merged.pieces[0].proposal] == ["", "theirs", "", "mine", ""]


def test_a_reading_that_holds_the_other_is_enough() -> None:
    merged = merge("Appelez le chef.", "Appelez le numéro interne.", "Appelez le numéro interne du soir.")
    assert merged.text == "Appelez le numéro interne du soir."


def test_a_paragraph_written_anew_by_both_is_two_paragraphs() -> None:
    merged = merge("Un deux trois.", "Quatre cinq six !", "Sept huit neuf ?")
    assert merged.text == "Sept huit neuf ?\n\nQuatre cinq six !"
    assert not merged.is_clean


def test_what_one_deleted_and_the_other_changed_stays_as_changed() -> None:
    merged = merge("A.\n\nB un deux.\n\nC.", "A.\n\nC.", "A.\n\nB un trois.\n\nC.")
    assert not merged.is_clean
    assert "B un trois." in merged.text
    assert merge("A.\n\nB un deux.\n\nC.", "A.\n\nB un trois.\n\nC.", "A.\n\nC.").text == "A.\n\nB un trois.\n\nC."


def test_one_side_can_be_read_in_every_conflict() -> None:
    merged = merge("Un deux.\n\nMilieu.\n\nFin.", "Un moi.\n\nMilieu.\n\nFin.", "Un eux.\n\nMilieu.\n\nFin, eux.")
    assert merged.reading("mine") == "Un moi.\n\nMilieu.\n\nFin, eux."
    assert merged.reading("theirs") == "Un eux.\n\nMilieu.\n\nFin, eux."


def test_a_text_is_cut_into_paragraphs_items_and_rows() -> None:
    text = "# T\nUn\ndeux\n\n- a\n  suite\n- b\n| c |\n"
    assert split_units(text) == ["# T\nUn\ndeux", "", "- a\n  suite", "- b", "| c |", ""]


WORDS = st.sampled_from(["a", "b", "c", "- a", "- b", "| c |", "", "", "x y z", "x z", "x y w"])
TEXTS = st.lists(WORDS, max_size=10).map("\n".join)
ANY_TEXT = TEXTS | st.text("ab -|\n", max_size=40)


@given(ANY_TEXT, ANY_TEXT)
def test_what_only_one_side_changed_is_taken_as_it_is(base: str, changed: str) -> None:
    for merged in (merge(base, changed, base), merge(base, base, changed), merge(base, changed, changed)):
        assert merged.text == changed
        assert merged.is_clean


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


@settings(max_examples=300)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_word_that_either_side_added_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    assert words(mine) - words(base) <= words(merged.text)
    assert words(theirs) - words(base) <= words(merged.text)


@settings(max_examples=300)
@given(TEXTS, TEXTS, TEXTS)
def test_in_a_clean_merge_every_line_that_one_side_added_stands_whole(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    added = {line for text in (mine, theirs) for line in text.split("\n")} - set(base.split("\n"))
    assert not merged.is_clean or added <= set(merged.text.split("\n"))


@given(TEXTS, st.text("mno\n", max_size=20), st.text("pqr\n", max_size=20))
def test_additions_of_both_in_front_and_behind_are_clean(base: str, front: str, behind: str) -> None:
    base = f"début\n\n{base}\n\nfin"
    merged = merge(base, f"{front}\n\n{base}", f"{base}\n\n{behind}")
    assert merged.is_clean
    assert merged.text == f"{front}\n\n{base}\n\n{behind}"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_the_pieces_make_the_text_and_count_the_changes(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    assert "".join(span.text for piece in merged.pieces for span in piece.proposal) == merged.text
    assert 0 <= merged.mine_merged <= merged.mine_changes
    assert merged.is_clean <= (merged.mine_merged == merged.mine_changes)


def test_huge_texts_are_merged_in_bounded_time() -> None:
    """A close look at each of these would take minutes."""
    base = "mot " * 50_000
    assert "fin" in merge(base, base + "fin", "début " + base).text
    lines = "a\n" * 90_000
    merged = merge(lines, lines.replace("a\n", "b\n\n", 40_000), "c\n" * 60_000)
    assert words(merged.text)["c"] >= 60_000
    assert words(merged.text)["b"] >= 40_000

import pytest
from django.conf import settings

from guide.publication.font_metrics import Faces, balanced, broken, is_whole, largest, lines, shortened

pytestmark = pytest.mark.pure
FACE = Faces(settings.PUBLICATION_ASSETS, "fr").sans(700)


def test_nothing_is_lost_where_lines_break() -> None:
    for text in ("Ne validez rien pendant un appel", "W" * 90, "スマートフォンのなかを整理しましょう", "a-b " * 30, ""):
        for measure in (3, 7, 12, 40):
            assert "".join("".join(broken(text, measure, FACE)).split()) == "".join(text.split())


def test_no_line_is_wider_than_it_may_be() -> None:
    for text in ("Ne validez rien pendant un appel", "W" * 90, "一人で抱え込まないようにしましょう"):
        for measure in (3, 7, 12):
            assert all(FACE.width(line) <= measure for line in broken(text, measure, FACE))


def test_lines_are_as_few_as_they_can_be_and_even() -> None:
    assert balanced("Ne validez rien pendant un appel", 15, FACE) == ["Ne validez rien", "pendant un appel"]
    assert balanced("Court", 15, FACE) == ["Court"]


def test_japanese_breaks_between_its_phrases() -> None:
    assert balanced("うますぎるお金の話は断りましょう", 11, FACE) == ["うますぎるお金の", "話は断りましょう"]
    assert balanced("スマートフォンのなかを整理しましょう", 12, FACE) == ["スマートフォンの", "なかを整理しましょう"]


def test_japanese_breaks_behind_a_mark_where_that_takes_no_more_lines() -> None:
    title = "電話中は、何も承認しないでおきましょう"
    assert balanced(title, 14, FACE) == ["電話中は、", "何も承認しないでおきましょう"]
    assert balanced(title, 12, FACE) == ["電話中は、何も", "承認しないでおきましょう"]


def test_no_line_is_a_first_word_and_its_mark_alone() -> None:
    assert balanced("まず、メールアカウントを守りましょう", 15, FACE)[0] == "まず、メールアカウントを"


def test_a_japanese_line_never_begins_with_a_small_sign() -> None:
    for measure in range(5, 12):
        assert not any(
            line[0] in "ーォッャュョ、。」" for line in broken("スマートフォーンチョコッ", measure, FACE)[1:]
        )


def test_a_word_that_is_wider_than_a_line_is_parted() -> None:
    assert lines("W" * 40, 10, FACE) >= 4
    assert not is_whole("W" * 40, 10, FACE)
    assert is_whole("Ne validez rien", 10, FACE)


def test_the_largest_size_that_fits_is_taken_and_the_last_where_none_does() -> None:
    assert largest((30, 20, 10), lambda size: size < 25) == 20
    assert largest((30, 20, 10), lambda size: False) == 10


def test_a_head_that_is_too_long_ends_with_an_ellipsis() -> None:
    assert shortened("Ne validez rien", 15, FACE) == "Ne validez rien"
    assert shortened("Ne validez rien pendant un appel", 12, FACE) == "Ne validez rien…"

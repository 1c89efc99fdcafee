import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup import EmbeddedPicture, clean_text, excerpt, html_text, plain_text, render
from common.markup.text import shorten
from tests.common.markup.samples import FULL

pytestmark = pytest.mark.pure


def test_line_ends_become_one_and_what_cannot_be_seen_goes() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"
    assert clean_text("\ufeffa\0b\ud800c\u202ed\u2066e\x1ef\x7fg\th") == "abcde\nfg\th"


def test_characters_that_scripts_need_stay() -> None:
    words = "e\u0301 \u200d \u200c \u200f \u00ad \u00a0 👩\u200d🚒 日本語"
    assert clean_text(words) == words


@given(st.text(st.characters(codec=None)))
def test_cleaned_text_can_be_stored_and_is_clean(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode()
    assert "\0" not in cleaned
    assert clean_text(cleaned) == cleaned


def test_plain_words_of_a_whole_text() -> None:
    assert plain_text(FULL).split("\n")[:8] == [
        "Un titre : l'essai",
        "Une ouverture assez longue pour être un vrai paragraphe, avec de l'accent et une autre page.",
        "Ce qu'il faut faire",
        "À faire, vite",
        "Fait",
        "un",
        "deux",
        "dedans",
    ]
    for sign in ("**", "[[", "](", "[^", "~~", "|", "!!!", "```"):
        assert sign not in plain_text(FULL)


def test_names_with_underscores_and_signs_of_arithmetic_stay() -> None:
    assert plain_text("snake_case_name, 2 < 3, a_b") == "snake_case_name, 2 < 3, a_b"


def test_the_excerpt_is_the_first_real_paragraph() -> None:
    before = "# Titre\n\n![x](/media/a.png)\n\n- liste\n\n> cité\n\nBonjour,\n\n"
    text = before + "## Autre\nLe vrai début de la page, en **gras**, vient ici.\n\nSuite."
    assert excerpt(text) == "Le vrai début de la page, en gras, vient ici."


def test_a_short_text_is_its_own_excerpt() -> None:
    assert excerpt("Bonjour.") == "Bonjour."
    assert excerpt("- un\n- deux") == "un deux"
    assert excerpt("") == ""


def test_a_long_excerpt_is_cut_at_a_word() -> None:
    cut = excerpt("mot " * 100, length=30)
    assert cut == "mot mot mot mot mot mot mot…"
    assert len(excerpt("x" * 500)) == 200
    assert shorten("un deux, trois", 9) == "un deux…"


@given(st.text(st.sampled_from("ab ,.«é\n"), max_size=80), st.integers(5, 60))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, length: int) -> None:
    cut = shorten(text, length)
    assert len(cut) <= length
    assert " ".join(text.split()).startswith(cut.removesuffix("…"))


def test_the_credit_of_a_picture_is_no_sentence_of_the_text() -> None:
    picture = EmbeddedPicture(4, 3, (), "Un écran", credit="Dessin : A. Petit. Tous droits.")
    shown = render(
        'Une phrase.\n\n![](/media/p.jpg)\n\n![](/media/p.jpg "Une légende.")',
        images={"/media/p.jpg": picture},
        language="fr",
    )
    assert "Dessin" in shown.html
    assert html_text(shown.html) == "Une phrase.\nUne légende."

"""The guide as plain Markdown: the outline of the book, notes that stay apart, words instead of pictures."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from common import markup
from guide.publication.markdown import Setting, make, portable
from guide.publication.materials import Links, Materials

from .demo_guide import LANGUAGES, demo_guide
from .documents import make_chapter, make_guide, make_section, make_tip
from .everything import HOSTILE, TEXT, odd_guide

pytestmark = pytest.mark.pure

MATERIALS = Materials(Path("nowhere"), links=Links(page="https://guide.example.org/guide/fr/"))
PLAIN = Setting("fr")


def text_of(**changes: object) -> str:
    return make(make_guide(**changes), MATERIALS)["guide.md"].decode()


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make(odd_guide(tmp_path_factory.mktemp("media")), MATERIALS)["guide.md"].decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_is_that_of_the_book(language: str) -> None:
    guide = demo_guide(language)
    text = make(guide, MATERIALS)["guide.md"].decode()
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    assert headings[0] == ("#", guide.title)
    assert [title for signs, title in headings if signs == "###" and re.match(r"\d+\. ", title)] == [
        f"{tip.number}. {tip.title}" for tip in guide.tips
    ]
    assert [title for signs, title in headings if signs == "##" and title[0].isdigit()] == [
        f"{chapter.number}. {chapter.question}" for chapter in guide.chapters
    ]
    levels = [len(signs) for signs, _title in headings]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_tip_has_its_number_text_quotation_and_origin() -> None:
    text = text_of()
    assert "### 1. Conseil titré 1\n\nTexte du conseil 1. Vérifiez l’adresse, puis rappelez.\n\n" in text
    assert "> «\u00a0J’ai raccroché 1 fois.\u00a0»\n>\n> Martine L., Nantes" in text
    assert "Le faux conseiller" in text


def test_headings_are_moved_below_the_one_that_holds_them() -> None:
    text = "Titre\n=====\n\nMots\n\nPlus bas\n---\n\n### Encore\n\nMots\n- un\n---\n"
    moved = portable(text, Setting("fr", level=4))
    assert [line for line in moved.split("\n") if line.startswith("#")] == [
        "#### Titre",
        "##### Plus bas",
        "###### Encore",
    ]
    assert "---" in moved  # a rule under a list is no heading


def test_what_is_in_code_stays_as_it_is() -> None:
    text = "```\n# non\n[[Page]] ![x](/media/x.jpg)\n```\n\nAvec `[[Page]]` et [[Page]].\n"
    assert portable(text, Setting("fr", level=3)) == text.replace("et [[Page]]", "et Page").strip("\n")


def test_notes_of_two_texts_do_not_mix(odd: str) -> None:
    assert "[^introduction-a]: Le texte de la note." in odd
    assert "[^tip-1-a]" in odd
    defined = re.findall(r"^\[\^([^\]]+)\]:", odd, re.MULTILINE)
    assert len(defined) == len(set(defined)) == 3
    assert set(re.findall(r"\[\^([^\]]+)\](?!:)", odd)) == set(defined)


def test_pictures_and_links_between_pages_are_their_words(odd: str) -> None:
    assert "/media/" not in odd
    assert "Un écran bloqué" in odd
    assert "[[" not in odd
    assert "une page." in odd
    assert "[autre](https://guide.example.org/themes/)" in odd
    assert portable("Un [autre](/themes/).", PLAIN) == "Un autre."
    assert (
        portable("@[x0123456789] dit [ceci](https://exemple.fr).", PLAIN)
        == "@un collègue dit [ceci](https://exemple.fr)."
    )


def test_an_aside_is_a_quotation_under_its_title() -> None:
    assert portable('!!! attention "Gare"\n    Un encadré.\n\n    La suite.\n\nAprès.', PLAIN) == (
        "> **Gare**\n>\n> Un encadré.\n>\n> La suite.\n>\n\nAprès."
    )
    assert portable("!!! warning\n    Mots.", PLAIN).startswith("> **Attention**")


def test_a_title_is_words_and_nothing_else(odd: str) -> None:
    assert f"## 1. {HOSTILE}" not in odd
    assert r"\<img src=file:///etc/passwd\>" in odd
    assert (
        "passwd" not in markup.render(odd.split("\n\n## ")[1], language="fr").html
        or "<img" not in markup.render(odd, language="fr").html
    )


def test_the_text_of_a_tip_still_says_the_same() -> None:
    """Rendered again, the same words come out."""
    before, after = (
        markup.html_text(markup.render(text, language="fr").html) for text in (TEXT, portable(TEXT, PLAIN))
    )
    assert set(re.findall(r"\w+", before)) - {"Page", "du", "wiki"} <= set(re.findall(r"\w+", after))


def test_everybody_is_thanked_where_the_place_is_reserved() -> None:
    text = text_of(
        sections=(
            make_section("acknowledgements", "Remerciements").__class__(
                "acknowledgements", "Remerciements", "Merci à :\n\n{contributors}\n\nEt aux autres.", "<p></p>"
            ),
        ),
    )
    assert "Merci à :\n\n- Karim Haddad\n- Martine L.\n\n" in text
    assert "{contributors}" not in text
    assert "Merci à\u00a0:\n\n- Karim Haddad" in text_of(sections=())


def test_the_bibliography_and_imprint_end_it(odd: str) -> None:
    assert "- Loi Sapin & Cie." in odd
    assert odd.rstrip().splitlines()[-1]
    assert "guide@example.org" in odd


def test_the_same_guide_gives_the_same_bytes_which_end_with_a_line() -> None:
    assert text_of() == text_of()
    assert text_of().endswith("\n")
    assert "\r" not in text_of()


def test_a_free_place_leaves_a_number_out() -> None:
    text = text_of(chapters=(make_chapter(1, (make_tip(1), make_tip(3))),))
    assert "### 2." not in text


def test_a_reading_stands_in_brackets_and_code_stays() -> None:
    assert portable("情報の{漏洩|ろう|えい}、`{漏洩|ろうえい}`", PLAIN) == "情報の漏洩（ろうえい）、`{漏洩|ろうえい}`"

"""The entries of a translated glossary in the order of its own language."""

from __future__ import annotations

import re

import pytest

from common import markup
from common.markup.glossary import ordered_entries, ordered_entries_html, reading

TEXT = """What the words mean.

Zèbre
:   Un animal, avec : un signe.

École
:   Un lieu.

    Avec un second paragraphe.

**cookie** (témoin)
: Un fichier.

Âne
Bourrique
:   Un animal.
:   Une insulte.

Fin de la première partie.

Quai
:   Un bord.

Arbre
:   Du bois."""


def terms(html: str) -> list[str]:
    return [markup.html_text(term) for term in re.findall(r"<dt>(.*?)</dt>", html)]


def test_entries_go_by_their_letters_and_what_stands_between_them_stays() -> None:
    ordered = ordered_entries(TEXT, "fr")
    places = [
        ordered.index(word)
        for word in ("What", "Âne", "**cookie**", "École", "second", "Zèbre", "Fin", "Arbre", "Quai")
    ]
    assert places == sorted(places)
    assert sorted(ordered) == sorted(TEXT)


def test_the_html_is_in_the_same_order_and_says_the_same() -> None:
    html = markup.render(TEXT, language="fr").html
    ordered = ordered_entries_html(html, "fr")
    assert terms(ordered) == terms(markup.render(ordered_entries(TEXT, "fr"), language="fr").html)
    assert terms(ordered) == ["Âne", "Bourrique", "cookie (témoin)", "École", "Zèbre", "Arbre", "Quai"]
    assert re.sub(r"\s", "", ordered) == re.sub(
        r"\s", "", markup.render(ordered_entries(TEXT, "fr"), language="fr").html
    )


@pytest.mark.parametrize("text", ["", "Rien.", "## Titre\n\n- un\n- deux", "Zèbre\n:   Un.\n\nÂne\n:   Deux."])
def test_what_is_no_glossary_or_in_order_already_is_left(text: str) -> None:
    once = ordered_entries(text, "fr")
    assert ordered_entries(once, "fr") == once
    if ":   " not in text:
        assert once == text
        html = markup.render(text, language="fr").html
        assert ordered_entries_html(html, "fr") == html.strip()


@pytest.mark.parametrize(
    ("term", "key"),
    [
        ("クッキー（Cookie）", "くっきー"),
        ("個人情報（こじんじょうほう）（個人データ）", "こじんじょうほう"),
        ("CNIL（クニル）", "くにる"),
        ("ＧＤＰＲ（ジーディーピーアール）", "じーでぃーぴーあーる"),
        ("ネット上の評判", "ねっと上の評判"),
        ("ネット上の評判（ネットじょうのひょうばん）", "ねっとじょうのひょうばん"),
        ("GDPR", "gdpr"),
    ],
)
def test_japanese_goes_by_the_reading(term: str, key: str) -> None:
    assert reading(term, "ja") == key

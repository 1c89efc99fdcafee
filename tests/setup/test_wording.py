"""How each language of the interface speaks, as docs/languages.md says."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from setup.messages import ROOT, catalogue_path, read_catalogue, translations_in

pytestmark = pytest.mark.pure


ELIDED = {
    "%(name)s passed the course on %(day)s.",
    '<a href="%(url)s">%(poll)s</a> is open until %(day)s.',
    "Asked for on %(day)s",
    "Asking opens on %(day)s.",
    "Commenting opens on %(day)s.",
    "Draft saved on %(day)s at %(time)s",
    "Checked by the editors on %(date)s.",
    "From %(first)s on",
    "From %(first)s to %(last)s",
    "It will be published automatically on %(moment)s.",
    "Made by %(name)s on %(day)s.",
    "Made on %(day)s.",
    "Opened by %(name)s %(when)s, open until %(day)s. Until then, nobody sees how you rank;"
    " afterwards, everybody signed in does.",
    "Ordered on %(day)s.",
    "Proposing for the guide opens on %(day)s.",
    "Registering for sessions opens on %(day)s.",
    "Saying what is useful opens on %(day)s.",
    "The password of your account “%(login)s” was changed on %(day)s at %(time)s.",
    "The editors are voting on place %(number)s until %(day)s.",
    "The editors are voting until %(day)s.",
    "You read for: %(name)s. This page is open until %(day)s.",
    "Writing opens on %(day)s.",
    "Your draft of %(day)s at %(time)s is waiting for you.",
    "added on %(day)s",
    "asked for on %(day)s",
    "delivered on %(day)s",
    "for %(day)s",
    "on %(day)s",
    "since %(day)s",
    "withdrawn on %(date)s",
}


def texts(language: str, context: str = "") -> Iterator[str]:
    catalogue = read_catalogue(catalogue_path(ROOT, language), language)
    for (own, _text, _plural), words in translations_in(catalogue).items():
        if context in (own or ""):
            yield from words


def test_italian_addresses_everybody_as_tu() -> None:
    verbs = "scelga|scriva|dica|riprovi|guardi|salvi|invii|aggiunga|apra|legga|torni"
    formal = re.compile(rf"\bLei\b|(?<=\w )(?:Suo|Sua|Suoi|Sue)\b|(?:^|[.:;,] |poi )(?i:{verbs})\b")
    assert [text for text in texts("it") if formal.search(text)] == []


def test_no_italian_article_stands_before_a_number_or_a_day_that_may_begin_with_a_vowel() -> None:
    """« I 8 », « il 11 »: but those for which the code or the template calls `dates.elided`."""
    article = re.compile(r"\b(?:i|ai|dai|dei|nei|sui|il|al|dal|del|nel|sul) %\(", re.IGNORECASE)
    catalogue = translations_in(read_catalogue(catalogue_path(ROOT, "it"), "it"))
    found = {text for (_own, text, _plural), words in catalogue.items() if any(map(article.search, words))}
    of_the_calendar = {text for text in found if re.search(r"%\((?:since|until|opens|next)\)", text)}
    assert found - of_the_calendar == ELIDED


def test_french_has_one_space_before_high_signs_and_says_vous() -> None:
    other = re.compile(r"\u202f|[^\W\d_] [;:!?»]|«[^\u00a0]|\b(?:tu|toi)\b")
    assert [text for text in texts("fr") if other.search(text)] == []


def test_a_japanese_button_of_a_verb_with_suru_is_its_stem() -> None:
    whole = re.compile(r"[\u4e00-\u9fff\u30a1-\u30f6ー]する$")
    assert [text for text in texts("ja", "button") if whole.search(text)] == []


def test_japanese_marks_are_full_width_and_sentences_polite() -> None:
    plain = re.compile(
        r"[\u3041-\u3096\u30a1-\u30f6\u4e00-\u9fff][:;?!](?!//)|(?:する|れる|きる|ある|(?<![まで])した|ない)。"
    )
    columns = re.compile(r"[^\s;。]+(;[^\s;。]+){2,}")  # of a file that programs read
    assert [text for text in texts("ja") if plain.search(text) and not columns.fullmatch(text)] == []

"""The glossary of the demo in its languages: entry by entry beside the original, and printed in its own order."""

from __future__ import annotations

from itertools import pairwise

import pytest

from common import markup
from common.markup.glossary import ordered_entries, reading
from demo.content import FOLDER
from demo.first_edition import LANGUAGES, read_avoided_forms
from guide.translating.terms import TermPair, avoided_in, names_in

pytestmark = pytest.mark.pure

SAME = {"CNIL", "Cookie", "Smishing"}


def terms(body: str) -> list[str]:
    lines = body.split("\n")
    return [line for line, following in pairwise(lines) if following.startswith(":")]


def body_of(*folders: str) -> str:
    return FOLDER.joinpath(*folders, "sections", "glossaire.md").read_text().partition("\n\n")[2].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_entry_stands_where_the_original_has_it(language: str) -> None:
    original, translated = terms(body_of()), terms(body_of("translations", language))
    assert len(original) == len(translated) == 36
    same = [(a, b) for a, b in zip(original, translated, strict=True) if {a, b} & SAME]
    if language != "ja":
        assert same and all(a == b for a, b in same)
    assert translated[original.index("RGPD")].startswith("GDPR")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_in_the_order_of_its_language(language: str) -> None:
    keys = [reading(term, language) for term in terms(ordered_entries(body_of("translations", language), language))]
    assert keys == sorted(keys) and len(keys) == 36


def test_each_japanese_entry_in_kanji_says_how_it_is_read() -> None:
    keys = [reading(term, "ja") for term in terms(body_of("translations", "ja"))]
    assert [key for key in keys if not all("\u3040" <= sign <= "\u30ff" for sign in key)] == []


def test_each_form_to_avoid_is_of_a_term_of_the_glossary() -> None:
    known = read_avoided_forms()
    assert set(known) == {"fr", *LANGUAGES}
    assert {term for forms in known.values() for term in forms} <= set(terms(body_of()))


@pytest.mark.parametrize("language", ["fr", *LANGUAGES])
def test_the_demo_uses_no_form_to_avoid(language: str) -> None:
    folder = FOLDER if language == "fr" else FOLDER / "translations" / language
    called = (
        dict(zip(terms(body_of()), terms(body_of("translations", language)), strict=True)) if language != "fr" else {}
    )
    pairs = [
        TermPair((term,), names_in(called.get(term, term)), tuple(forms))
        for term, forms in read_avoided_forms()[language].items()
    ]
    texts = [*folder.glob("tips/*.md"), *folder.glob("sections/*.md")]
    assert len(texts) > 20
    for path in texts:
        if path.stem != "glossaire":
            assert not avoided_in(markup.plain_text(path.read_text()), language, pairs), path

"""A text as the paragraphs that are translated, and put together again."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.content import FOLDER
from guide.translations.originals import Original
from guide.translations.segments import Segment, composed, number_of_words, source_segments, translated_segments
from tests.for_each import for_each

BODY = (
    "## Vite\n\nRaccrochez :\n\n- [ ] rappelez ;\n- notez.\n\n| a | b |\n| --- | --- |\n| un | deux |\n\nMot\n:   Sens."
)
TEXTS = sorted(path for folder in ("tips", "sections") for path in (FOLDER / folder).glob("*.md"))


def original(body: str, **words: str) -> Original:
    return Original(None, "tip-1", "Tip 1", words.pop("title", "Titre"), 1, body, **words)  # type: ignore[arg-type]


def body_of(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").partition("\n\n")[2].split("\n")
    return "\n".join(line for line in lines if not line.startswith("@@")).strip()


def test_each_item_line_and_heading_is_a_paragraph_and_its_markup_is_nobody_s_to_type() -> None:
    found = [(one.marker, one.source) for one in source_segments(original(BODY, quote="Dit.")) if one.field == "body"]
    assert found == [
        ("## ", "Vite"),
        ("", "Raccrochez :"),
        ("- [ ] ", "rappelez ;"),
        ("- ", "notez."),
        ("", "| a | b |"),
        ("", "| un | deux |"),
        ("", "Mot"),
        (":   ", "Sens."),
    ]


def test_a_text_begins_with_its_title_and_ends_with_its_quotation() -> None:
    fields = [one.field for one in source_segments(original("Un.", quote="Dit.", short_title="Court"))]
    assert fields == ["title", "short_title", "body", "quote"]


@for_each("path", TEXTS)
def test_translated_by_itself_a_text_is_the_same_to_the_byte(path: Path) -> None:
    body = body_of(path)
    segments = [one for one in source_segments(original(body)) if one.field == "body"]
    assert composed(body, [one.source for one in segments]) == body


@pytest.mark.parametrize("language", ["en", "it", "ja"])
def test_every_translation_of_the_demo_has_its_paragraphs(language: str) -> None:
    for path in TEXTS:
        other = FOLDER / "translations" / language / path.parent.name / path.name
        if other.is_file():
            segments = translated_segments(original(body_of(path)), {"title": "x", "body": body_of(other)})
            assert all(one.target for one in segments), path.name
            assert composed(body_of(path), [one.target for one in segments if one.field == "body"]) == body_of(other)


def test_a_paragraph_that_is_not_translated_is_left_out_with_its_line() -> None:
    assert composed("Un.\n\nDeux.\n\n- trois\n- quatre", ["Uno.", "", "tre", ""]) == "Uno.\n\n- tre"


def test_paragraphs_and_translations_are_as_many() -> None:
    for targets in ([], ["Uno.", "Due."]):
        with pytest.raises(ValueError, match="paragraph"):
            composed("Un.", targets)


def test_of_a_translation_that_is_built_otherwise_no_word_is_lost() -> None:
    segments = translated_segments(
        original("## Vite\n\nUn paragraphe assez long.\n\n- un\n- deux"),
        {"title": "T", "body": "## Presto\n\nUn paragrafo piuttosto lungo.\n\nAncora.\n\n- uno\n- due"},
    )
    said = " ".join(one.target for one in segments)
    assert [one.target for one in segments][:2] == ["T", "Presto"]
    assert [one.target for one in segments][-2:] == ["uno", "due"]
    assert "Un paragrafo piuttosto lungo.\n\nAncora." in said


def test_what_is_stored_of_a_paragraph_comes_back() -> None:
    for one in (Segment("body", "a", "b", "- ", is_machine=True), Segment("title", "a")):
        assert Segment.from_json(one.to_json()) == one


def test_words_are_counted_in_japanese_too() -> None:
    assert number_of_words("Un mot, deux mots.") == 4
    assert number_of_words("確認する") == 2

"""The faces of an edition hold the letters that its pages are set in."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

from guide.publication.font_subsets import Letters
from guide.publication.web import build_web

from .documents import make_chapter, make_guide, make_tip

pytestmark = pytest.mark.pure

DIST = Path(settings.BASE_DIR) / "static" / "dist"  # the front end as it is built: real faces
JAPANESE = make_guide(
    language="ja",
    title="良識",
    sections=(),
    people=(),
    chapters=(make_chapter(1, (make_tip(1, title="電話を切る", text="", html="<p>憂鬱な朝でした。</p>"),)),),
)


def faces(files: dict[str, bytes]) -> dict[str, set[str]]:
    """The fonts of an edition by the first part of their names, with their letters."""
    return {
        name.partition(".")[0]: set(map(chr, TTFont(BytesIO(content)).getBestCmap()))
        for name, content in files.items()
        if name.endswith(".woff2")
    }


def test_letters_are_those_of_the_pages_of_titles_and_of_italics() -> None:
    letters = Letters.of("fr", ["<h1>Ő</h1><p>é&eacute;<strong>ß<em>ñ</em></strong></p>"])
    assert {"Ő", "é", "ß"} < letters.all
    assert "Ő" in letters.titles and "é" not in letters.titles
    assert letters.italic == {"ñ"}


def test_a_face_holds_what_is_set_in_it_and_a_face_that_is_not_used_stays_away() -> None:
    html = "<p>Voir <em>Ézéchiel</em>, <strong>Zoë</strong>.</p>"
    files = build_web(make_guide(chapters=(make_chapter(1, (make_tip(1, html=html),)),)), assets=DIST)
    found = faces(files)
    assert set(found) == {"literata", "literata-italic", "bricolage"}
    assert found["literata-italic"] >= set("Ézéchiel") and "w" not in found["literata-italic"]
    assert found["literata"] >= set("Voir Ézéchiel") | set("abcdefghijklmnopqrstuvwxyz«»")
    assert "Ŵ" not in found["literata"]


def test_a_name_in_rarer_letters_brings_their_face_along() -> None:
    chapters = (make_chapter(1, (make_tip(1, html="<p>Włodzimierz Ōta</p>"),)),)
    assert faces(build_web(make_guide(chapters=chapters), assets=DIST))["literata-ext"] == {"ł", "Ō"}


def test_a_japanese_page_has_one_face_with_the_signs_of_its_titles() -> None:
    files = build_web(JAPANESE, assets=DIST)
    (titles,) = faces(files).values()
    assert titles >= set("電話を切る良識Question 1")
    assert not titles & set("憂鬱")
    stylesheet = next(content.decode() for name, content in files.items() if name.endswith(".css"))
    assert stylesheet.count(".woff2") == 1 and '"Guide Titles"' in stylesheet


def test_the_same_letters_give_the_same_bytes() -> None:
    from guide.publication import font_subsets

    first = build_web(JAPANESE, assets=DIST)
    font_subsets.subset_font.cache_clear()
    assert build_web(JAPANESE, assets=DIST) == first

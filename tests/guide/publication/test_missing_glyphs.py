"""Which characters the faces of the book do not have."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from guide.publication.document import Section
from guide.publication.missing_glyphs import missing

from .demo_guide import LANGUAGES, demo_guide
from .documents import make_chapter, make_guide, make_tip

pytestmark = pytest.mark.pure

FACES = settings.PUBLICATION_ASSETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_book_of_the_demo_has_all_its_characters(language: str) -> None:
    assert missing(demo_guide(language), FACES) == []


def test_greek_is_named_once_with_the_text_in_which_it_stands_and_emoji_have_a_face() -> None:
    tip = make_tip(7, title="Le σ et le 😀", html="<h2>Un 😀</h2><p>Une flèche → et <b>σ</b>, &#128512;, ⚠️.</p>")
    guide = make_guide(
        title="Ω", chapters=(make_chapter(1, (tip,)),), sections=(Section("conclusion", "Fin", "é", "<p>κ</p>"),)
    )
    with translation.override("en"):
        found = {text.anchor: (text.title, text.characters) for text in missing(guide, FACES)}
    assert found == {
        "cover": ("Cover", "Ω"),
        "section-0": ("Fin", "κ"),
        "tip-7": ("7. Le σ et le 😀", "→σ"),
    }


def test_what_is_not_drawn_is_not_missed() -> None:
    html = "<p>cafe\u0301 \u00a0\u202f\u00ad\u200b\u2060\ufe0f, «&nbsp;oui&nbsp;» ↩\n</p>"
    guide = make_guide(chapters=(make_chapter(1, (make_tip(1, html=html),)),), sections=())
    assert missing(guide, FACES) == []


def test_japanese_is_set_in_faces_of_its_own_which_have_greek() -> None:
    guide = demo_guide("ja")
    assert missing(replace(guide, title="デジタルの良識 Ω"), FACES) == []
    assert [text.characters for text in missing(replace(guide, title="良識 😀 א"), FACES)] == ["א"]


def test_without_built_faces_nothing_is_said(tmp_path: Path) -> None:
    assert missing(make_guide(title="Ω"), tmp_path) == []

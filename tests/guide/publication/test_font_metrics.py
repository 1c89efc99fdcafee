"""Widths that are read from the fonts agree with what the printing engine lays out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings

from guide.publication import covers, leaflet, poster, sheet
from guide.publication.faces import font_faces, fonts_for
from guide.publication.font_metrics import Face, Faces
from guide.publication.pdf_engine import lay_out
from tests.for_each import for_each

pytestmark = pytest.mark.pure

ASSETS = settings.PUBLICATION_ASSETS
FOLDER: Final = Path(poster.__file__).parent
WORDS: Final = {
    "fr": "Avant de payer, vérifiez toujours à qui vous envoyez « votre » argent",
    "en": "Today you type: take away what you do not know, then tell Yves",
    "it": "Perché non c’è più fretta: telefonate voi, a un numero che già conoscete",
    "ja": "電話中は、何も承認しないで「AIのVPN」でかけ直しましょう！",
}
BOOKLET: Final = ("booklet", "booklet-ja")
POSTER: Final = ("sheet", "poster")
LEAFLET: Final = ("sheet", "leaflet")
CARD: Final = ("sheet", "share")
EBOOK: Final = ("ebook/cover",)
SET = {
    "title of a cover": (BOOKLET, '<div class="cover"><h1>{}</h1></div>', covers.TITLE),
    "subtitle of a cover": (BOOKLET, '<div class="cover"><p class="subtitle">{}</p></div>', None),
    "publisher on a cover": (BOOKLET, '<div class="cover"><p class="publisher">{}</p></div>', covers.PUBLISHER),
    "question on paper": (BOOKLET, '<div class="opener"><h2>{}</h2></div>', covers.QUESTION),
    "title of an ebook": (EBOOK, "<h1>{}</h1>", covers.TITLE),
    "title on a poster": (POSTER, "<h1>{}</h1>", poster.TITLE),
    "tip on a poster": (POSTER, "<ul><li>{}</li></ul>", poster.TIP),
    "name on a poster": (POSTER, '<div class="theme"><h2>{}</h2></div>', poster.NAME),
    "address on a poster": (POSTER, '<p class="where"><b>{}</b></p>', poster.ADDRESS),
    "title of a leaflet": (LEAFLET, "<h1>{}</h1>", leaflet.TITLE),
    "question in a leaflet": (LEAFLET, '<div class="theme"><h2>{}</h2></div>', leaflet.QUESTION),
    "tip in a leaflet": (LEAFLET, '<div class="theme"><ul><li>{}</li></ul></div>', leaflet.TIP),
    "summary in a leaflet": (LEAFLET, '<p class="summary written">{}</p>', None),
    "title of a card": (CARD, "<h1>{}</h1>", sheet.TITLE),
    "tip on a card": (CARD, '<div class="tip"><h2>{}</h2></div>', sheet.TIP),
}
WITH_ROOM: Final = """
@page { size: 3000pt 3000pt }
* { position: static !important; break-before: auto !important; width: auto !important; max-width: none !important;
  height: auto !important; float: none !important; white-space: nowrap }
i { font: inherit !important }
"""


@cache
def laid_out(sheets: tuple[str, ...], language: str) -> dict[str, float]:
    """The widths of the line in all places of these sheets, in ems, where it has room on a page."""
    css = "".join((FOLDER / f"{name}.css").read_text() for name in sheets if language == "ja" or name != "booklet-ja")
    fonts = fonts_for(WORDS[language], ASSETS)
    places = [place for place, (its, _html, _style) in SET.items() if its == sheets]
    body = "".join(SET[place][1].format(f'<i id="{place}">{WORDS[language]}</i>') for place in places)
    pages = lay_out(
        f'<html lang="{language}"><body>{body}</body></html>',
        font_faces(fonts) + css + WITH_ROOM,
        fonts,
        variant="pdf/ua-1",
        body="",
    ).pages
    lines = [box for page in pages for box in inside(page._page_box) if hasattr(box, "children")]
    return {line.element.get("id"): line.width / line.style["font_size"] for line in lines if line.element_tag == "i"}


def inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from inside(child)


@for_each("language", WORDS)
@for_each("place", SET)
def test_a_line_is_as_wide_as_it_is_measured(place: str, language: str) -> None:
    sheets, _html, style = SET[place]
    faces = Faces(ASSETS, language)
    face = faces.sans(*style) if style else faces.serif()
    assert face.width(WORDS[language]) == pytest.approx(laid_out(sheets, language)[place], rel=0.01)


def test_letters_that_the_face_lacks_are_those_of_the_japanese_face_and_others_one_em() -> None:
    face = Faces(ASSETS, "fr").sans(700)
    assert face.width("。") == Face(face.files[1:]).width("。") < 1
    assert face.width("Ж𓀀") == face.width("Ж") + 1
    assert face.width("e\u0301\u00ad") == face.width("é")


def test_where_no_font_was_built_each_letter_is_one_em(tmp_path: Path) -> None:
    assert Faces(tmp_path, "fr").sans(800, -0.1).width("four") == pytest.approx(4 * 0.9)
    (tmp_path / "fonts/print").mkdir(parents=True)
    (tmp_path / "fonts/print/literata-400.ttf").write_bytes(b"no font")
    assert Faces(tmp_path, "fr").serif().width("two") == 3


def test_a_font_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    face = Faces(ASSETS, "fr").sans(800)
    wide = face.width("Bon sens")
    monkeypatch.setattr("guide.publication.font_metrics.TTFont", None)
    assert face.width("Bon sens") == wide

"""Cover, title page and openings with other titles than the demo's."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

import pypdfium2 as pdfium
import pytest
from django.conf import settings

from guide.publication import pdf, prepress
from guide.publication.covers import LABEL, ON_PAPER, UNDER_A_PICTURE, Room, lettering, question_size
from guide.publication.document import Guide
from guide.publication.font_metrics import Faces
from guide.publication.materials import Materials
from tests.for_each import for_each

from .documents import make_chapter, make_guide, make_section, make_tip
from .pdfs import boxes, materials, opened, titles, words

pytestmark = pytest.mark.pure
FACES: Final = Faces(settings.PUBLICATION_ASSETS, "fr")

HUNDRED = "Bon sens numérique : les conseils que les salariés de la mutuelle se donnent les uns aux autres 2026"
TWO_HUNDRED = (
    "vingt conseils écrits par ceux qui en ont eu besoin, relus par ceux qui les appliquent chaque jour, et destinés à "
    "toutes celles et à tous ceux qui se demandent encore par où il faudrait bien commencer"
)
PUBLISHER = (
    "Direction générale de la prévention de la Mutuelle interprofessionnelle des Deux Rives, de Nantes à Saint-Nazaire"
)
GREY: Final = (0x88, 0x88, 0x88)  # of the papers that `materials` has
FRONTS = {
    "ten characters": ("Bon réseau", TWO_HUNDRED, "EDF"),
    "a hundred characters": (HUNDRED, TWO_HUNDRED, PUBLISHER),
    "no subtitle": (HUNDRED, "", PUBLISHER),
    "no spaces": ("W" * 100, "M" * 200, "W" * 120),
    "another language": ("Цифровой здравый смысл на каждый день", "двадцать советов", "Ταμείο των Δύο Οχθών"),
    "a line as wide as its room": (
        "Il buon senso digitale di tutte le persone che lavorano, vivono, viaggiano e comprano al porto nuovo",
        "dodici consigli scritti da chi ne ha avuto bisogno, riletti da colleghe e colleghi, ordinati per domande, senza "
        "immagini, e tratti da quasi cinquanta racconti raccolti in otto settimane di un solo aut",
        "Coopérative du Vieux-Port",
    ),
    "Japanese": ("デジタルの良識とみんなの知恵、" * 6, "必要とした人たちが書いた二十のアドバイス" * 10, "相互会社"),
}


def guide_with(title: str, subtitle: str, publisher: str) -> Guide:
    names = {"title": title, "subtitle": subtitle, "publisher": publisher}
    language = "ja" if "の" in title else "fr"
    return make_guide(
        **names,
        language=language,
        chapters=(make_chapter(1, ()),),
        sections=(make_section("conclusion", "Fin"),),
        people=(),
    )


@cache
def screen_with(front: tuple[str, str, str]) -> bytes:
    return pdf.make(guide_with(*front), made_with())["guide.pdf"]


def made_with() -> Materials:
    return Materials(assets=settings.PUBLICATION_ASSETS)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@for_each("room", [LABEL, UNDER_A_PICTURE])
@for_each("title", [HUNDRED[:10], HUNDRED[:41], HUNDRED[:70], HUNDRED])
def test_the_longest_subtitle_is_large_enough_to_be_read(title: str, room: Room) -> None:
    assert len(TWO_HUNDRED) == 200
    rules = lettering(guide_with(title, TWO_HUNDRED, PUBLISHER), room, settings.PUBLICATION_ASSETS).rules
    assert float(re.search(r"\.cover \.subtitle,.*font-size: ([\d.]+)pt", rules)[1]) >= 9  # type: ignore[index]


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_any_title_gives_both_files_the_same_pages_and_no_empty_one(front: tuple[str, str, str]) -> None:
    guide, screen = guide_with(*front), screen_with(front)
    inside = prepress.make_booklet(guide, made_with())["booklet.pdf"]
    pages = [{title: page for _, title, page in titles(opened(made))[1:]} for made in (screen, inside)]
    assert pages[0] == pages[1]
    assert pages[0]["Sommaire" if guide.language == "fr" else "目次"] == 3
    for made in (screen, inside):
        texts = [words(made, page, page) for page in range(1, pages[0]["Fin"] + 1)]
        chapters = {page for depth, title, page in titles(opened(made)) if depth == 1 and title[0].isdigit()}
        assert all(text.strip() or page + 1 in chapters for page, text in enumerate(texts, 1)), "white before a chapter"
        assert all(squeezed(part) in squeezed(texts[0]) for part in front)
        assert squeezed(titles(opened(made))[0][1]) == squeezed(front[0])


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_everything_on_the_cover_stands_on_its_label(front: tuple[str, str, str]) -> None:
    """Within its frame, which is as wide and as high for every title, and no line over another."""
    made = screen_with(front)
    found = boxes(made, 1)
    assert min(word.left for word in found) > 26.5
    assert max(word.right for word in found) < 148 - 26.5
    assert min(word.top for word in found) > 35
    assert max(word.bottom for word in found) < 137
    lines = sorted({(round(word.top, 1), round(word.bottom, 1)) for word in found})
    for (top, bottom), (following, _) in pairwise(lines):
        assert following - top > 0.6 * (bottom - top) or following == top


@pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)
def test_no_line_of_a_title_is_empty(front: tuple[str, str, str]) -> None:
    """The title is the largest on its page: its lines follow each other at one distance."""
    found = boxes(screen_with(front), 1)
    largest = max(word.bottom - word.top for word in found)
    tops = sorted({round(word.top, 1) for word in found if word.bottom - word.top > 0.95 * largest})
    gaps = [following - top for top, following in pairwise(tops)]
    assert not gaps or max(gaps) < 1.5 * min(gap for gap in gaps if gap > 0.5)


def test_a_title_under_a_picture_leaves_room_for_the_publisher() -> None:
    for front in FRONTS.values():
        made = lettering(guide_with(*front), UNDER_A_PICTURE, settings.PUBLICATION_ASSETS)
        size = {
            part: float(found)
            for part, found in re.findall(r"\.cover (\S+), \S+ \S+ { font-size: ([\d.]+)pt", made.rules)
        }
        taken = len(made.title) * size["h1"] * 1.06 + len(made.subtitle) * size[".subtitle"] * 1.36
        assert taken + len(made.publisher) * size[".publisher"] * 1.2 < 200


def test_the_title_of_the_demo_is_as_large_as_it_was_drawn() -> None:
    made = lettering(
        guide_with("Bon sens numérique", "vingt conseils écrits par ceux qui en ont eu besoin", "Mutuelle"),
        LABEL,
        settings.PUBLICATION_ASSETS,
    )
    assert made.title == ["Bon sens", "numérique"]
    assert made.subtitle == ["vingt conseils", "écrits par ceux qui", "en ont eu besoin"]
    assert ".cover h1, .title-page h1 { font-size: 42pt }" in made.rules


def test_a_cover_of_three_themes_is_covered_to_its_foot(tmp_path: Path) -> None:
    guide = make_guide(sections=(), people=(), chapters=tuple(make_chapter(number, ()) for number in (1, 2, 3)))
    made = pdf.make(guide, materials(tmp_path))["guide.pdf"]
    with pdfium.PdfDocument(made) as book:
        cover = book[0].render(scale=1).to_pil()
    assert {cover.getpixel((10, height)) for height in range(5, cover.height, 9)} == {GREY}


def test_questions_are_smaller_where_one_is_long() -> None:
    short, long = (
        make_guide(chapters=(replace(make_chapter(1, ()), question=question), make_chapter(2, ())))
        for question in ("Qui ?", "Qui est responsable de la protection de la vie privée ? " * 4)
    )
    assert question_size(short, ON_PAPER, FACES) == 23
    assert 10 < question_size(long, ON_PAPER, FACES) < 23


def test_a_long_opening_goes_on_in_the_margins_of_any_other_page() -> None:
    chapter = replace(make_chapter(1, (make_tip(1),)), opening_html="<p>Une phrase parmi d’autres.</p>" * 40)
    made = pdf.make(make_guide(sections=(), people=(), chapters=(chapter,)), made_with())["guide.pdf"]
    going_on = boxes(made, 5)
    assert "d’autres." in words(made, 5, 5)
    assert min(word.top for word in going_on) > 18
    assert min(word.left for word in going_on) > 17


def test_the_head_of_a_page_is_one_line_whatever_its_part_is_called() -> None:
    long = make_section("conclusion", "Ce que nous avons appris ensemble et voulons transmettre " * 3)
    made = pdf.make(make_guide(sections=(long,), people=(), chapters=()), made_with())["guide.pdf"]
    heads = [word for word in boxes(made, 4) if word.top < 16]
    assert len({word.top for word in heads}) == 1
    assert "…" in words(made, 4, 4)

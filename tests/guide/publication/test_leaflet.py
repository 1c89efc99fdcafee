import io
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.conf import settings
from pypdf import PdfReader

from guide.publication import leaflet, poster
from guide.publication.document import Imprint, Quotation
from guide.publication.font_metrics import Faces
from guide.publication.materials import Materials

from .documents import MARTINE, NOBODY, build_front_end, make_chapter, make_guide, make_tip

pytestmark = pytest.mark.pure

A4 = (841.89, 595.28)
MM = 72 / 25.4
FRENCH = (
    "Vérifiez toujours l’adresse de celui qui vous écrit avant de répondre, "
    "et rappelez-le au numéro que vous avez déjà ici"
)


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Materials:
    return Materials(assets=build_front_end(tmp_path_factory.mktemp("dist")))


@pytest.fixture(scope="module")
def printed(materials: Materials) -> bytes:
    return leaflet.make(make_guide(imprint=Imprint(place="Nantes", licence="CC BY-SA 4.0")), materials)["leaflet.pdf"]


def sides(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def where(pdf: bytes, side: int, words: str) -> float:
    """How far from the left edge words begin, in millimetres."""
    with pdfium.PdfDocument(pdf) as document:
        text = document[side].get_textpage()
        found = text.search(words).get_next()
        assert found, words
        return float(text.get_charbox(found[0])[0]) / MM


def test_leaflet_and_poster_have_the_emergency_numbers_that_an_editor_typed(materials: Materials) -> None:
    guide = make_guide(imprint=Imprint(emergency="112, urgences\n3018, e-Enfance"))
    assert "En cas d’urgence 112, urgences 3018, e-Enfance" in sides(leaflet.make(guide, materials)["leaflet.pdf"])[0]
    assert "En cas d’urgence 112, urgences, 3018, e-Enfance" in sides(poster.make(guide, materials)["poster.pdf"])[0]
    assert "urgence" not in sides(poster.make(make_guide(), materials)["poster.pdf"])[0]


@pytest.mark.parametrize("is_not_for_sale", [True, False])
def test_it_says_that_it_is_not_for_sale_where_its_publisher_says_so(
    materials: Materials, is_not_for_sale: bool
) -> None:
    guide = make_guide(imprint=Imprint(is_not_for_sale=is_not_for_sale))
    outer, _inner = sides(leaflet.make(guide, materials)["leaflet.pdf"])
    assert "imprime et se partage" in outer
    assert ("Ne peut être vendu" in outer) is is_not_for_sale


def test_it_is_two_pages_of_a4_across(printed: bytes) -> None:
    pages = PdfReader(io.BytesIO(printed)).pages
    assert [(float(page.mediabox.width), float(page.mediabox.height)) for page in pages] == [
        pytest.approx(A4, abs=0.01)
    ] * 2


def test_folded_the_cover_is_in_front_the_way_to_the_guide_behind_and_the_flap_within(printed: bytes) -> None:
    assert where(printed, 0, "vingt conseils") > 197  # the right panel of the outer side
    assert 97 < where(printed, 0, "guide.example.org") < 197
    assert where(printed, 0, "Le meilleur de ce") < 97


def test_inside_stand_the_questions_with_the_titles_of_their_tips_then_what_was_said(printed: bytes) -> None:
    inner = sides(printed)[1]
    for number in range(1, 21):
        assert f"{number} Conseil titré {number}" in inner
    assert where(printed, 1, "Question numéro 2") < 100
    assert 100 < where(printed, 1, "Question numéro 3") < 200
    assert where(printed, 1, "J’ai raccroché 1 fois") > 200
    assert "Martine L., Nantes" in inner


def test_the_flap_is_narrower_and_the_marks_to_fold_stand_in_the_margin() -> None:
    css = (Path(leaflet.__file__).with_name("leaflet.css")).read_text()
    assert ".flap { left: 0; width: 97mm; }" in css
    assert ".third { left: 200mm; width: 97mm; }" in css
    assert ".fold.top { top: 4mm; }" in css
    assert ".fold { position: absolute; height: 4mm;" in css


def test_who_publishes_it_under_which_licence_stands_on_the_back(printed: bytes) -> None:
    outer = sides(printed)[0]
    assert all(words in outer for words in ("Mutuelle des Deux Rives, Nantes", "CC BY-SA 4.0", "guide.example.org"))


def test_it_is_tagged_in_its_language(printed: bytes) -> None:
    book = PdfReader(io.BytesIO(printed))
    root = book.trailer["/Root"]
    assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, "fr")
    assert book.metadata is not None
    assert book.metadata.title == "Bon sens numérique"


def test_the_same_guide_gives_the_same_bytes(materials: Materials) -> None:
    guide = make_guide(chapters=(make_chapter(1),))
    assert leaflet.make(guide, materials) == leaflet.make(guide, materials)


def test_one_sentence_of_each_question_is_chosen_signed_ones_first_no_long_one() -> None:
    long = Quotation("Une très longue phrase, " * 20, MARTINE, "Nantes")
    said = [
        Quotation("Anonyme.", NOBODY),
        Quotation("Signée.", MARTINE),
        Quotation("Signée, et plus longue.", MARTINE),
        long,
    ]
    chapter = make_chapter(1, tuple(make_tip(number, quotation=one) for number, one in enumerate(said, 1)))
    other = make_chapter(2, (make_tip(6, quotation=Quotation("Dans l’autre « chapitre ».", NOBODY)),))
    chosen = leaflet.quotations(make_guide(chapters=(chapter, other)), Faces(settings.PUBLICATION_ASSETS, "fr"))
    texts = [one.quotation.text for one in chosen]
    assert texts == ["Signée, et plus longue.", "Signée.", "Anonyme.", "Dans l’autre “chapitre”."]


def test_without_a_sentence_of_anybody_there_is_room_to_write(materials: Materials) -> None:
    guide = make_guide(chapters=(make_chapter(1, (make_tip(1, quotation=None),)),))
    pdf = leaflet.make(guide, materials)["leaflet.pdf"]
    assert len(sides(pdf)) == 2
    assert "«" not in sides(pdf)[1]


@pytest.mark.parametrize(
    ("title", "language"),
    [
        (FRENCH, "fr"),
        (("電話で名乗られても何も承認しないで、いったん切って、知っている番号にかけ直しましょう。" * 3)[:120], "ja"),
    ],
    ids=["French", "Japanese"],
)
def test_titles_of_120_signs_stay_in_their_panels(title: str, language: str) -> None:
    chapters = [
        make_chapter(number, tuple(make_tip(place, title=title) for place in range(5 * number - 4, 5 * number + 1)))
        for number in range(1, 5)
    ]
    long = [replace(chapter, question=(title + title)[:230]) for chapter in chapters]
    guide = make_guide(chapters=tuple(long), language=language, title=title, subtitle=title, summary=title * 4)
    pdf = leaflet.make(guide, Materials(assets=settings.PUBLICATION_ASSETS))["leaflet.pdf"]
    assert "".join(sides(pdf)[1].split()).count("".join(title.split())) >= 20
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == 2
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            assert min(box[1] for box in boxes) > 7 * MM
            assert max(box[3] for box in boxes) < A4[1] - 7 * MM

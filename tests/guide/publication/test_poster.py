import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from django.conf import settings
from pypdf import PdfReader

from guide.publication import poster
from guide.publication.document import Guide
from guide.publication.font_metrics import Faces
from guide.publication.materials import Links, Materials

from .documents import build_front_end, make_chapter, make_guide, make_tip
from .pdfs import boxes

pytestmark = pytest.mark.pure

A3 = (841.89, 1190.55)
FRENCH = (
    "Vérifiez toujours l’adresse de celui qui vous écrit avant de répondre, "
    "et rappelez-le au numéro que vous avez déjà ici"
)
JAPANESE = "電話で名乗られても何も承認しないで、いったん切って、知っている番号にかけ直しましょう。" * 3


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Materials:
    return Materials(assets=build_front_end(tmp_path_factory.mktemp("dist")))


@pytest.fixture(scope="module")
def printed(materials: Materials) -> bytes:
    return poster.make(make_guide(), materials)["poster.pdf"]


@pytest.fixture(scope="module")
def sheet(printed: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(printed))


def words_of(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def titled(title: str, **changes: object) -> Guide:
    """Twenty tips with one title."""
    chapters = (
        make_chapter(number, tuple(make_tip(place, title=title) for place in range(5 * number - 4, 5 * number + 1)))
        for number in range(1, 5)
    )
    return make_guide(chapters=tuple(chapters), **changes)


def test_it_is_one_page_of_a3(sheet: PdfReader) -> None:
    sizes = [(float(page.mediabox.width), float(page.mediabox.height)) for page in sheet.pages]
    assert sizes == [pytest.approx(A3, abs=0.01)]


def test_every_tip_stands_on_it_by_number_and_title_with_the_title_of_the_guide(printed: bytes) -> None:
    text = words_of(printed)
    for number in range(1, 21):
        assert f"{number} Conseil titré {number}" in text
    assert all(words in text for words in ("Bon sens numérique", "Thème 3", "Mutuelle des Deux Rives", "octobre 2026"))


@pytest.mark.parametrize(("language", "said"), [("it", "Edizione 1, ottobre 2026"), ("en", "Edition 1, October 2026")])
def test_its_edition_is_named_in_its_language_whatever_that_of_the_worker(
    materials: Materials, language: str, said: str
) -> None:
    made = poster.make(make_guide(language=language, edition=1), materials)["poster.pdf"]
    assert said in words_of(made)


def test_the_way_to_the_whole_guide_stands_on_it_in_words_and_as_a_code(sheet: PdfReader, printed: bytes) -> None:
    assert "guide.example.org" in words_of(printed)
    assert "QR" in str(alternatives(sheet.trailer["/Root"]["/StructTreeRoot"]))


def alternatives(node: object) -> list[str]:
    """The alternative texts in the tree of tags."""
    node = node.get_object()  # type: ignore[attr-defined]
    if isinstance(node, list):
        return [text for kid in node for text in alternatives(kid)]
    if not isinstance(node, dict):
        return []
    own = [str(node["/Alt"])] if "/Alt" in node else []
    return own + (alternatives(node["/K"]) if "/K" in node else [])


def test_it_is_tagged_in_its_language_and_says_what_it_is(sheet: PdfReader) -> None:
    root = sheet.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert sheet.metadata is not None
    assert sheet.metadata.title == "Bon sens numérique"


def test_its_fonts_are_embedded(sheet: PdfReader) -> None:
    fonts = [font.get_object() for font in sheet.pages[0]["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_same_guide_gives_the_same_bytes(materials: Materials, printed: bytes) -> None:
    assert poster.make(make_guide(), materials)["poster.pdf"] == printed


def test_a_free_place_keeps_its_number_and_leaves_no_title(materials: Materials) -> None:
    chapters = [make_chapter(number) for number in range(1, 5)]
    chapters[1] = make_chapter(2, (make_tip(6), make_tip(8)))
    text = words_of(poster.make(make_guide(chapters=tuple(chapters)), materials)["poster.pdf"])
    assert "6 Conseil titré 6 7 8 Conseil titré 8 9 10" in text


@pytest.mark.parametrize(
    ("title", "language"),
    [
        (FRENCH, "fr"),
        (JAPANESE[:120], "ja"),
        ("W" * 120, "fr"),
    ],
    ids=["French", "Japanese", "one word"],
)
def test_titles_of_120_signs_stay_on_the_page_and_apart(title: str, language: str) -> None:
    """With the real faces: it is their widths that the sizes are made for."""
    real = Materials(assets=settings.PUBLICATION_ASSETS)
    pdf = poster.make(titled(title, language=language), real)["poster.pdf"]
    with pdfium.PdfDocument(pdf) as document:
        assert len(document) == 1
        text = document[0].get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    assert "".join(words_of(pdf).split()).count("".join(title.split())) == 20
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    assert left > 20
    assert bottom > 20
    assert right < A3[0] - 20
    assert top < A3[1] - 20


@pytest.mark.parametrize(
    "title",
    ['<img src="file:///etc/passwd">', '<link rel="attachment" href="file:///etc/hostname">', "<style>*{}</style>"],
)
def test_a_title_that_asks_for_a_file_is_printed_as_it_is_written(materials: Materials, title: str) -> None:
    guide = make_guide(title=title, chapters=(make_chapter(1, (make_tip(1, title=title),)),))
    pdf = poster.make(guide, materials)["poster.pdf"]
    assert "".join(words_of(pdf).split()).count("".join(title.split())) == 2
    assert b"root:" not in pdf
    assert "/EmbeddedFiles" not in PdfReader(io.BytesIO(pdf)).trailer["/Root"].get("/Names", {})


def test_without_an_address_the_guide_is_named_instead(materials: Materials) -> None:
    chapters = (make_chapter(1, (make_tip(1),)),)
    assert "guide.example" not in words_of(
        poster.make(make_guide(address="", chapters=chapters), materials)["poster.pdf"]
    )


def test_a_print_run_of_a_channel_carries_its_short_address(tmp_path: Path) -> None:
    own = Materials(assets=build_front_end(tmp_path), short_address="https://guide.example.org/a/lille", links=Links())
    assert "guide.example.org/a/lille" in words_of(poster.make(make_guide(), own)["poster.pdf"])


@pytest.mark.parametrize("language", ["fr", "ja"])
def test_the_longest_title_and_subtitle_stand_within_the_frame_of_the_label(language: str) -> None:
    title, subtitle = (JAPANESE[:100], JAPANESE * 2) if language == "ja" else (FRENCH[:100], f"{FRENCH}, {FRENCH}")
    guide = make_guide(language=language, title=title, subtitle=subtitle[:200], publisher="Coopérative du Vieux-Port")
    pdf = poster.make(guide, Materials(assets=settings.PUBLICATION_ASSETS))["poster.pdf"]
    on_label = [word for word in boxes(pdf, 1) if word.top < 9 + 66]
    assert min(word.top for word in on_label) > 19.5 + 0.8
    assert max(word.bottom for word in on_label) < 64.5 - 0.8


def test_a_long_title_is_still_set_larger_than_the_subtitle_below_it() -> None:
    guide = make_guide(title=FRENCH[:80], subtitle=FRENCH[:100])
    sizes = poster.sizes_in_label(guide, Faces(settings.PUBLICATION_ASSETS, guide.language))
    assert sizes["h1"] >= 1.5 * sizes[".subtitle"] > 0

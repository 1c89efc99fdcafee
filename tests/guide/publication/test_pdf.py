import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination

from guide.publication.document import Guide, Picture
from guide.publication.pdf import PdfUnavailable, balanced, build_pdf

from .documents import build_front_end, make_chapter, make_guide, make_section, make_tip

pytestmark = pytest.mark.pure

A5 = (419.53, 595.28)


@pytest.fixture(scope="module")
def assets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_front_end(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def pdf(assets: Path) -> bytes:
    return build_pdf(make_guide(), assets=assets)


@pytest.fixture(scope="module")
def book(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def small_guide(html: str = "<p>Un texte.</p>", **changes: object) -> Guide:
    chapter = make_chapter(1, (make_tip(1, html=html),))
    return make_guide(sections=(), chapters=(chapter,), **changes)


def texts(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def outline(book: PdfReader) -> dict[str, tuple[int, list[str]]]:
    """Title -> page (counted from one) and the titles below it."""
    found: dict[str, tuple[int, list[str]]] = {}
    for entry in book.outline:
        if isinstance(entry, Destination):
            title = str(entry.title)
            found[title] = ((book.get_destination_page_number(entry) or 0) + 1, [])
        else:
            found[title][1].extend(str(inner.title) for inner in entry)
    return found


def test_every_page_is_a5(book: PdfReader) -> None:
    sizes = {(float(page.mediabox.width), float(page.mediabox.height)) for page in book.pages}
    assert len(sizes) == 1
    assert sizes.pop() == pytest.approx(A5, abs=0.01)


def test_the_cover_comes_first_and_the_back_cover_last(book: PdfReader) -> None:
    cover, back = book.pages[0].extract_text(), book.pages[-1].extract_text()
    assert "Bon sens" in cover
    assert "Mutuelle des Deux Rives" in cover
    assert "guide.example.org" in back
    assert "J’ai raccroché" in back.replace("\n", " ")


def test_the_outline_holds_the_sections_the_chapters_and_their_tips(book: PdfReader) -> None:
    titles = outline(book)
    chapters = [title for title in titles if title[0].isdigit()]
    assert chapters == [f"{number}. Question numéro {number} ?" for number in range(1, 5)]
    assert titles[chapters[1]][1] == [f"{number}. Conseil titré {number}" for number in range(6, 11)]
    assert {"Éditorial", "Introduction", "Glossaire", "Remerciements"} <= set(titles)


def test_the_contents_give_the_right_pages(book: PdfReader) -> None:
    contents = "\n".join(book.pages[number].extract_text() for number in (2, 3))
    lines = {line.partition(" .")[0].strip(): line.rsplit(" ", 1)[-1] for line in contents.splitlines() if " ." in line}
    for number, (title, found) in enumerate(outline_of_tips(book).items(), 1):
        line = next(printed for text, printed in lines.items() if text.endswith(title))
        assert line == str(found), f"tip {number}"
    assert lines["Éditorial"] == str(outline(book)["Éditorial"][0])
    assert lines["Bibliographie"] == str(outline(book)["Bibliographie"][0])


def outline_of_tips(book: PdfReader) -> dict[str, int]:
    """Title of each tip -> the page where its heading is printed."""
    pages: dict[str, int] = {}
    for number, page in enumerate(book.pages[4:], 5):
        text = page.extract_text().replace("\n", " ")
        for tip in range(1, 21):
            if f"{tip}\u00a0Conseil titré {tip} Texte" in text:
                pages[f"Conseil titré {tip}"] = number
    assert len(pages) == 20
    return pages


def test_pages_bear_a_running_head_and_a_folio(book: PdfReader) -> None:
    page = outline_of_tips(book)["Conseil titré 7"]
    text = book.pages[page - 1].extract_text()
    assert "Thème 2" in text
    assert str(page) in text.split()


def test_the_booklet_is_tagged_in_its_language(book: PdfReader) -> None:
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_the_booklet_says_what_it_is(book: PdfReader) -> None:
    details = book.metadata
    assert details is not None
    assert (details.title, details.author) == ("Bon sens numérique", "Mutuelle des Deux Rives")
    assert details.creation_date_raw is not None
    assert details.creation_date_raw.startswith("D:20261012")


def test_texts_can_be_copied_out(pdf: bytes) -> None:
    text = texts(pdf).replace("\n", " ")
    assert "Texte du conseil 13. Vérifiez l’adresse, puis rappelez." in text
    assert "Martine L., Nantes" in text
    assert "Cookie" in text


def test_the_same_guide_gives_the_same_bytes(assets: Path) -> None:
    assert build_pdf(small_guide(), assets=assets) == build_pdf(small_guide(), assets=assets)


def test_another_guide_is_another_file(assets: Path) -> None:
    one, other = (build_pdf(small_guide(title=title), assets=assets) for title in ("Un", "Deux"))
    identifiers = [PdfReader(io.BytesIO(pdf)).trailer["/ID"][0] for pdf in (one, other)]
    assert identifiers[0] != identifiers[1]


@pytest.mark.parametrize(
    "asking",
    [
        '<img src="file:///etc/passwd" alt="x">',
        '<img src="http://127.0.0.1:9/x.png" alt="x">',
        '<img src="data:image/png;base64,AAAA" alt="x">',
        '<img src="asset:../../etc/passwd" alt="x">',
        '<p style="background: url(file:///etc/passwd)">x</p>',
        '<link rel="attachment" href="file:///etc/hostname"><link rel="stylesheet" href="file:///etc/hostname">',
        '<object data="file:///etc/passwd"></object><embed src="file:///etc/passwd">',
    ],
)
def test_a_text_that_asks_for_something_elsewhere_does_not_get_it(
    assets: Path, monkeypatch: pytest.MonkeyPatch, asking: str
) -> None:
    def opened(*args: object, **kwargs: object) -> None:
        raise AssertionError(f"something was opened: {args}")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened)
    pdf = build_pdf(small_guide(f"<p>Avant.</p>{asking}<p>Après.</p>"), assets=assets)
    assert "Après." in texts(pdf)
    assert "root:" not in texts(pdf)
    assert PdfReader(io.BytesIO(pdf)).attachments == {}


def test_titles_are_escaped(assets: Path) -> None:
    tip = make_tip(1, title='<img src="file:///etc/passwd"><b>gras</b>')
    guide = replace(small_guide(), chapters=(make_chapter(1, (tip,)),))
    assert "<b>gras</b>" in texts(build_pdf(guide, assets=assets))


def test_a_chapter_may_be_empty(assets: Path) -> None:
    guide = make_guide(chapters=(make_chapter(1, ()), make_chapter(2, (make_tip(6),))), sections=())
    book = PdfReader(io.BytesIO(build_pdf(guide, assets=assets)))
    assert outline(book)["1. Question numéro 1 ?"][1] == []
    assert outline(book)["2. Question numéro 2 ?"][1] == ["6. Conseil titré 6"]


def test_a_few_lines_do_not_get_a_page_of_their_own(assets: Path) -> None:
    """Thirty-two lines and a title need a page and a bit; set tighter, they need one."""
    lines = "<br>".join(f"Ligne {number}" for number in range(1, 32))
    guide = make_guide(sections=(make_section("editorial", "Éditorial", f"<p>{lines}</p>"),), chapters=(), people=())
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(build_pdf(guide, assets=assets))).pages]
    assert [number for number, text in enumerate(pages) if "Ligne" in text] == [3]


def test_without_pango_the_message_says_what_to_install(assets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoPango:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint" or name.endswith(".printing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(PdfUnavailable, match="apt install libpango"):
        build_pdf(small_guide(), assets=assets)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "vingt conseils écrits par ceux qui en ont eu besoin",
            ["vingt conseils", "écrits par ceux qui", "en ont eu besoin"],
        ),
        ("court", ["court"]),
        ("anticonstitutionnellement écrit", ["anticonstitutionnellement", "écrit"]),
        ("", []),
    ],
)
def test_lines_on_the_cover_are_even(text: str, lines: list[str]) -> None:
    assert balanced(text, longest=22) == lines


def test_a_picture_is_asked_for_by_its_id_and_nothing_else_is_opened(assets: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 20), "red").save(tmp_path / "print.png")
    (tmp_path / "secret.png").write_bytes((tmp_path / "print.png").read_bytes())
    address = "/media/images/0123456789abcdef/ecran.webp"
    picture = Picture("ecran", (address,), ((40, "40.webp"),), "print.png")
    html = f'<figure><img alt="Un écran rouge" src="{address}" srcset="{address} 40w"></figure>'
    other = '<p><img alt="ailleurs" src="asset:pictures/../secret.png"><img alt="" src="/media/secret.png"></p>'
    guide = replace(small_guide(html + other), pictures=(picture,))
    made = PdfReader(io.BytesIO(build_pdf(guide, assets=assets, pictures=tmp_path)))
    objects = [made.get_object(number) for number in range(1, made.trailer["/Size"])]
    figures = [found for found in objects if isinstance(found, dict) and found.get("/S") == "/Figure"]
    assert "Un écran rouge" in [figure.get("/Alt") for figure in figures]
    assert all("/Alt" in figure for figure in figures)
    assert len({image.name for page in made.pages for image in page.images}) == 1

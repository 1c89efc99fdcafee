"""The Word document: real styles and an outline, all that a text may hold, the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from common.markup.allow_list import TAGS
from guide.publication.docx import make
from guide.publication.materials import Links, Materials
from tests.for_each import for_each

from .demo_guide import demo_guide
from .documents import make_chapter, make_guide, make_section, make_tip
from .everything import odd_guide

pytestmark = pytest.mark.pure

MATERIALS = Materials(Path("nowhere"), links=Links(page="https://guide.example.org/guide/fr/"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Document:
    pictures = tmp_path_factory.mktemp("media")
    materials = Materials(Path("nowhere"), pictures, links=MATERIALS.links)
    return opened(make(odd_guide(pictures), materials)["guide.docx"])


@pytest.fixture(scope="module")
def japanese() -> Document:
    return opened(make(demo_guide("ja"), MATERIALS)["guide.docx"])


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def of_text(html: str) -> Document:
    """A document whose one tip says this."""
    chapter = make_chapter(1, (make_tip(1, html=html),))
    return opened(make(make_guide(sections=(), chapters=(chapter,)), MATERIALS)["guide.docx"])


def styled(document: Document, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def saying(document: Document, words: str) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if words in paragraph.text)


def test_the_outline_is_that_of_the_guide() -> None:
    document = opened(make(make_guide(), MATERIALS)["guide.docx"])
    outline = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if re.fullmatch("Title|Heading [12]", paragraph.style.name)
    ]
    assert outline[0] == ("Title", "Bon sens numérique")
    assert ("Heading 1", "1. Question numéro 1 ?") in outline
    assert [text for style, text in outline if style == "Heading 2" and "Conseil titré" in text] == [
        f"{number}. Conseil titré {number}" for number in range(1, 21)
    ]
    assert outline[-1][0] == "Heading 1"


def test_each_line_of_the_contents_leads_to_its_place_and_has_its_page_worked_out_without_a_question(
    odd: Document,
) -> None:
    body = odd.element.body
    asked = [element.text.split()[0] for element in body.iter(qn("w:instrText"))]
    assert "TOC" not in asked, "in one, LibreOffice shows no numbers of pages"
    contents = [
        paragraph._p.find(qn("w:hyperlink")).get(qn("w:anchor"))
        for paragraph in odd.paragraphs
        if paragraph.style.name.startswith("toc ")
    ]
    bookmarks = {element.get(qn("w:name")) for element in body.iter(qn("w:bookmarkStart"))}
    assert len(contents) >= 8
    assert set(contents) <= bookmarks
    pages = [element.text.split()[1] for element in body.iter(qn("w:instrText")) if "PAGEREF" in element.text]
    assert pages == contents
    assert not any(begin.get(qn("w:dirty")) for begin in body.iter(qn("w:fldChar")))
    assert odd.settings.element.find(qn("w:updateFields")) is None


def test_the_cover_comes_first_and_is_described(odd: Document) -> None:
    first = odd.paragraphs[0]
    described = [found.get("descr") for found in first._p.iter(qn("wp:docPr"))]
    assert described == ["Couverture du guide Bon sens & Cie. Édition 2, octobre 2026"]
    assert odd.paragraphs[1].style.name == "Title"


def test_no_link_inside_leads_nowhere_and_no_bookmark_comes_twice(odd: Document) -> None:
    names = [element.get(qn("w:name")) for element in odd.element.body.iter(qn("w:bookmarkStart"))]
    anchors = {element.get(qn("w:anchor")) for element in odd.element.body.iter(qn("w:hyperlink"))} - {None}
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40
    assert anchors <= set(names)


def test_a_tip_has_its_quotation_its_origin_and_the_way_to_the_wiki(odd: Document) -> None:
    assert "«\u00a0J’ai raccroché 1 fois.\u00a0»" in styled(odd, "Quote")
    assert "Martine L., Nantes" in styled(odd, "Quote Source")
    assert any("Karim Haddad" in text for text in styled(odd, "Origin"))
    targets = {relation.target_ref for relation in odd.part.rels.values() if relation.is_external}
    assert {"https://guide.example.org/guide/tips/conseil-1/", "https://exemple.fr/"} <= targets
    assert "https://guide.example.org/themes/" in targets


def test_the_origin_of_a_tip_begins_no_page_and_holds_no_following_tip(odd: Document) -> None:
    paragraphs = odd.paragraphs
    kept = [bool(paragraph.paragraph_format.keep_with_next) for paragraph in paragraphs]
    origins = [number for number, paragraph in enumerate(paragraphs) if paragraph.style.name == "Origin"]
    assert origins and all(kept[number - 1] for number in origins)
    assert not any(kept[number] for number in origins if number + 1 not in origins)


def test_people_thanked_stand_in_columns_and_what_is_around_them_does_not(odd: Document) -> None:
    columns = [int(found.get(qn("w:num")) or 1) for found in odd.element.body.iter(qn("w:cols"))]
    assert columns[::2] == [1] * (len(columns) // 2 + 1) and set(columns[1::2]) == {3}
    ends = [
        paragraph for paragraph in odd.paragraphs if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    ]
    assert all(paragraph.text for paragraph in ends)
    assert [paragraph.style.name for paragraph in ends[1::2]] == ["Name"] * len(ends[1::2])
    assert {section.footer.paragraphs[0].text for section in odd.sections} == {
        odd.sections[0].footer.paragraphs[0].text
    }
    assert not any(section.different_first_page_header_footer for section in list(odd.sections)[1:])


@for_each("tag", sorted(TAGS - {"img", "input", "br", "hr"}))
def test_no_tag_that_a_text_may_hold_swallows_its_words(tag: str) -> None:
    in_table = {
        "td": "<tr><td>Des mots</td></tr>",
        "th": "<tr><th>Des mots</th></tr>",
        "tr": "<tr><td>Des mots</td></tr>",
        "thead": "<thead><tr><th>Des mots</th></tr></thead>",
        "tbody": "<tbody><tr><td>Des mots</td></tr></tbody>",
    }
    inner = {"ul": "<li>Des mots</li>", "ol": "<li>Des mots</li>", "table": "<tr><td>Des mots</td></tr>"}
    html = f"<table>{in_table[tag]}</table>" if tag in in_table else f"<{tag}>{inner.get(tag, 'Des mots')}</{tag}>"
    assert "Des mots" in "".join(of_text(html).element.body.itertext())


def test_a_tag_that_nobody_knows_keeps_its_words() -> None:
    document = of_text("<p>Avant <mark>dedans <b>et gras</b></mark> après.</p><aside><p>À côté</p></aside>")
    assert saying(document, "Avant").text == "Avant dedans et gras après."
    assert "À côté" in "".join(document.element.body.itertext())
    reading = of_text("<p>情報の<ruby>漏洩<rp>（</rp><rt>ろうえい</rt><rp>）</rp></ruby>。</p>")
    assert saying(reading, "情報").text == "情報の漏洩（ろうえい）。"


def test_words_are_set_as_they_were_written(odd: Document) -> None:
    written = saying(odd, "Des mots penchés").runs
    runs = {run.text: run for run in written}
    assert runs["penchés"].italic
    assert runs["gras"].bold
    assert runs["barrés"].font.strike
    assert runs["du code"].font.name == "Courier New"
    low, high = (run.font for run in written if run.text == "2")
    assert low.subscript
    assert high.superscript


def test_a_line_after_a_break_begins_with_its_word() -> None:
    document = of_text("<p>Zoé<br>\nRédaction, <em>Nantes<br> et Lyon</em></p>")
    assert saying(document, "Zoé").text == "Zoé\nRédaction, Nantes\net Lyon"


def test_a_list_goes_down_and_a_numbered_one_begins_at_its_own_number(odd: Document) -> None:
    assert "un point" in styled(odd, "List Bullet")
    assert "un point plus bas" in styled(odd, "List Bullet 2")
    assert "Sa suite." in styled(odd, "List Continue 2")
    numbers = [
        paragraph._p.pPr.numPr.numId.val for paragraph in odd.paragraphs if paragraph.style.name == "List Number"
    ]
    first_three = numbers[:3]
    assert first_three[0] == first_three[1] != first_three[2]
    starts = {
        number.numId: number.lvlOverride_lst[0].startOverride.val
        for number in odd.part.numbering_part.element.num_lst
        if number.lvlOverride_lst
    }
    assert [starts[number] for number in first_three] == [3, 3, 1]


def test_a_table_has_a_head_that_is_repeated(odd: Document) -> None:
    table = odd.tables[0]
    assert [cell.text.strip() for cell in table.rows[0].cells] == ["Quoi", "Combien"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr is None


def test_notes_stand_at_the_end_of_their_text_behind_their_numbers(odd: Document) -> None:
    assert styled(odd, "Note")[0].startswith("1. Le texte de la note.")
    assert "↩" not in "".join(styled(odd, "Note"))


def test_every_picture_has_its_words(odd: Document) -> None:
    words = [element.get("descr") for element in odd.element.body.iter(qn("wp:docPr"))]
    assert words[1:3] == ["Un écran bloqué", ""], "after the cover"
    assert "Une main" in words
    assert any("La légende" in text for text in styled(odd, "Caption"))
    assert saying(odd, "une image partie").text.endswith("Des mots.")


def test_definitions_asides_tasks_and_code_have_styles_of_their_own(odd: Document) -> None:
    assert "Terme" in styled(odd, "Definition Term")
    assert "Sa définition." in styled(odd, "Definition")
    assert "Gare" in styled(odd, "Aside Title")
    assert "Un encadré." in styled(odd, "Aside")
    assert "du code\nsur deux lignes" in styled(odd, "Code")
    assert any(text.startswith("☑") and "fait" in text for text in styled(odd, "List Bullet"))


def test_the_language_is_that_of_the_words(odd: Document, japanese: Document) -> None:
    for document, locale in ((odd, "fr-FR"), (japanese, "ja-JP")):
        stated = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
        assert stated == {locale}
        assert document.core_properties.language == locale


def test_japanese_is_stressed_by_dots() -> None:
    chapter = make_chapter(1, (make_tip(1, html="<p>ここが<em>大切</em>です。</p>"),))
    document = opened(make(make_guide(language="ja", sections=(), chapters=(chapter,)), MATERIALS)["guide.docx"])
    stressed = [
        run.text
        for run in saying(document, "大切").runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:em")) is not None
    ]
    assert stressed == ["大切"]


def test_japanese_has_faces_of_its_own_and_slopes_latin_words_alone(japanese: Document) -> None:
    normal = japanese.styles["Normal"].element.rPr.rFonts
    assert normal.get(qn("w:eastAsia")) == "Yu Mincho"
    sloped = [run.text for paragraph in japanese.paragraphs for run in paragraph.runs if run.italic]
    assert "Google Spain" in sloped
    assert not re.search("[\u3040-\u9fff]", "".join(sloped))


def test_the_document_says_what_it_is(odd: Document) -> None:
    properties = odd.core_properties
    assert (properties.title, properties.author) == ("Bon sens & Cie", "Mutuelle des Deux Rives")
    assert properties.created == datetime(2026, 10, 12, tzinfo=UTC)
    assert properties.modified == datetime(2026, 11, 20, tzinfo=UTC)
    assert properties.comments == ""


def test_pages_are_numbered(odd: Document) -> None:
    foot = odd.sections[0].footer
    assert "PAGE" in "".join(element.text for element in foot._element.iter(qn("w:instrText")))


def test_the_same_guide_gives_the_same_bytes_and_no_date_of_today(tmp_path: Path) -> None:
    materials = Materials(Path("nowhere"), tmp_path, links=MATERIALS.links)
    first, second = (make(odd_guide(tmp_path), materials)["guide.docx"] for _time in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as files:
        assert {entry.date_time for entry in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in files.namelist() if "thumbnail" in name]


def test_a_hostile_title_is_words_and_control_characters_go() -> None:
    title = '<w:p/> & <img src="file:///etc/passwd">\x0b'
    guide = make_guide(title=title, sections=(make_section("conclusion", title),), chapters=())
    document = opened(make(guide, MATERIALS)["guide.docx"])
    assert styled(document, "Title") == ['<w:p/> & <img src="file:///etc/passwd">']
    assert not [
        relation for relation in document.part.rels.values() if relation.is_external and "file" in relation.target_ref
    ]


def test_the_imprint_ends_it(odd: Document) -> None:
    headings = styled(odd, "Heading 1")
    assert headings[2:-1] == ["7. Question numéro 7 ?", "Glossaire", "Bibliographie", "Remerciements"]
    everything = "\n".join(paragraph.text for paragraph in odd.paragraphs[-20:])
    assert "CC BY-SA 4.0" in everything

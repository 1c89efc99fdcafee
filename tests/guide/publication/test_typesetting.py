"""What paper asks of a text: whole last lines, addresses of links, code within the page, tips one after the other."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from common import markup
from guide.publication import pdf
from guide.publication.document import Picture, PlacedPicture
from guide.publication.materials import Materials
from guide.publication.typesetting import BREAK, for_paper, readable, with_whole_endings

from .demo_guide import LANGUAGES, demo_guide
from .documents import make_chapter, make_guide, make_tip
from .pdfs import boxes, opened, small_guide, titles, words

pytestmark = pytest.mark.pure

BEGINNING = "Une phrase qui a déjà quelques mots avant "
TEXT = """Plainte auprès de la [commission](https://www.cnil.fr/fr/plaintes), ou de <https://exemple.fr/a>[^a].

    curl --silent --show-error --location https://exemple.fr/une/adresse/qui/ne/finit/pas --output fichier.txt
    {long}

[^a]: Une note.
""".format(long="a" * 200)


@pytest.mark.parametrize(
    ("end", "held"),
    [
        ("la fin.</p>", '<span class="ending">la\u00a0fin.</span></p>'),
        ("la\nfin</li>", '<span class="ending">la\u00a0fin</span></li>'),
        ("la <em>fin</em>.</p>", '<span class="ending">la\u00a0</span><em><span class="ending">fin</span></em>'),
        ("la fin&nbsp;!</dd>", '<span class="ending">la\u00a0fin&nbsp;!</span></dd>'),
        ("des Rives</figcaption>", '<span class="ending">des\u00a0Rives</span></figcaption>'),
        (f"la {'f' * 40}</p>", f"la {'f' * 40}</p>"),
    ],
)
def test_a_paragraph_ends_with_two_words_that_no_line_parts(end: str, held: str) -> None:
    made = with_whole_endings(f"<p>{BEGINNING}{end}")
    assert made.startswith(f"<p>{BEGINNING}{held}")
    assert squeezed(made) == squeezed(f"{BEGINNING}{end}")


@pytest.mark.parametrize(
    "text", ["<p>Deux mots</p>", "<p></p>", "<p>Unmotsansfinquiestbienassezlong</p>", "<li>a</li>"]
)
def test_a_short_paragraph_stays_as_it_is(text: str) -> None:
    assert with_whole_endings(text) == text


def test_the_address_of_a_link_ends_no_paragraph() -> None:
    made = with_whole_endings(for_paper(f'<p>{BEGINNING}<a href="https://cnil.fr/a">ce formulaire</a>.</p>'))
    assert '<span class="ending">ce\u00a0formulaire</span></a><span class="leads-to">' in made


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://www.cnil.fr/fr/plaintes/", "cnil.fr/fr/plaintes"),
        ("http://exemple.fr", "exemple.fr"),
        ("https://exemple.fr/a?b=c", "exemple.fr/a?b=c"),
        (f"https://exemple.fr/a?b={'c' * 99}", "exemple.fr/a"),
        ("https://exemple.fr/identit%C3%A9/%20a/", "exemple.fr/identité/%20a"),
        (f"https://exemple.fr/{'a' * 99}", "exemple.fr/…"),
    ],
)
def test_an_address_is_written_as_people_type_it(address: str, words: str) -> None:
    assert readable(address) == words


def test_words_that_are_an_address_are_followed_by_none() -> None:
    made = for_paper('<a href="https://www.cnil.fr/fr/plaintes">cnil.fr/fr/plaintes</a>')
    assert made.replace(BREAK, "").endswith('"><span class="address">cnil.fr/fr/plaintes</span></a>')


def test_an_address_is_broken_between_its_parts_and_without_a_hyphen() -> None:
    address = f"exemple.org/{'administrations/services-publics/' * 3}"
    guide = small_guide(f"<p>Le formulaire se trouve à l’adresse {address}, pour tous.</p>")
    made = pdf.build_pdf(guide, assets=settings.PUBLICATION_ASSETS)
    lines = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    found = re.search(r"exemple\.org/.*?(?=, pour)", lines, re.DOTALL)
    assert found and re.sub("\n", "", found[0]) == address
    assert all(line.endswith("/") for line in found[0].split("\n"))


def test_a_name_of_a_site_is_never_parted_before_its_dot() -> None:
    assert BREAK not in for_paper("<body><p>Le site cnil.fr, ou service-public.gouv.fr.</p>")
    assert BREAK in for_paper("<body><p>Le site exemple.fr/des-pages/sans-fin.</p>")


@pytest.fixture(scope="module")
def printed() -> bytes:
    tip = make_tip(1, html=markup.render(TEXT, language="fr").html)
    guide = make_guide(sections=(), people=(), chapters=(make_chapter(1, (tip,)),))
    return pdf.make(guide, Materials(assets=settings.PUBLICATION_ASSETS))["guide.pdf"]


def test_code_is_broken_where_the_page_ends(printed: bytes) -> None:
    assert "a" * 200 in squeezed(words(printed, 6, 6))
    assert all(word.right < 131 for word in boxes(printed, 6))


def test_a_note_has_no_link_back_and_a_link_its_address_at_the_foot(printed: bytes) -> None:
    text = words(printed, 6, 6)
    assert "Une note." in text
    assert "↩" not in words(printed)
    assert text.count("cnil.fr/fr/plaintes") == 1
    assert text.count("exemple.fr/a") == 1
    foot = max(boxes(printed, 6), key=lambda word: word.top * (word.left < 60))
    assert foot.top > 175


@pytest.fixture(scope="module")
def chapter() -> bytes:
    """The first of the demo's, alone."""
    guide = demo_guide("fr")
    guide = replace(guide, sections=(), people=(), bibliography=(), chapters=guide.chapters[:1])
    return pdf.make(guide, Materials(assets=settings.PUBLICATION_ASSETS))["guide.pdf"]


def test_tips_fill_their_pages(chapter: bytes) -> None:
    """Five tips of the demo left two fifths of each of five pages; the last of a chapter may be as short as it is."""
    pages = range(6, len(opened(chapter).pages))
    assert len(pages) <= 4
    for page in pages[:-1]:
        assert foot_of(chapter, page) > 18.4 + 0.7 * 170.6


def test_no_title_of_a_tip_stands_alone_at_the_foot_of_a_page(chapter: bytes) -> None:
    tips = [(title.partition(". ")[2], page) for depth, title, page in titles(opened(chapter)) if depth == 2]
    assert len(tips) == 5
    for title, page in tips:
        below = words(chapter, page, page).partition(title.replace("\u00a0", " "))[2]
        assert len(below) > 80, title


def test_a_quotation_and_the_names_stand_under_lines_of_their_tip(chapter: bytes) -> None:
    for page in range(6, len(opened(chapter).pages)):
        assert not re.match(r"\d* ?(Thème \d )?(«|Martine|Écrit par)", words(chapter, page, page))


def foot_of(made: bytes, page: int) -> float:
    """Where the text of a page ends, in millimetres from its head; its number stands lower."""
    return max(word.bottom for word in boxes(made, page) if word.bottom < 190)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_open_a_chapter_stay_on_its_page(language: str, tmp_path: Path) -> None:
    chapters = tuple(
        replace(chapter, tips=(), illustration=PlacedPicture("vague", "Une vague"))
        for chapter in demo_guide(language).chapters
    )
    pictures = (Picture("vague", (), (), "vague.png"),)
    guide = demo_guide(language, sections=(), people=(), bibliography=(), chapters=chapters, pictures=pictures)
    Image.new("RGB", (60, 40), (34, 58, 88)).save(tmp_path / "vague.png")
    made = pdf.make(guide, Materials(assets=settings.PUBLICATION_ASSETS, pictures=tmp_path))["guide.pdf"]
    begin = [page for depth, _title, page in titles(opened(made)) if depth == 1][-4:]
    assert begin == [5, 7, 9, 11]
    assert len(opened(made).pages) == 12  # the back cover comes at once


def squeezed(text: str) -> str:
    return re.sub(r"<[^>]+>|\s+", "", text)

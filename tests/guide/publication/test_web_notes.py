"""What stands beside the text: who answers for it, what it cites, mistakes found since, pictures, other forms."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from guide.publication.document import BibliographyEntry, Erratum, Guide, Imprint, Picture, PlacedPicture
from guide.publication.materials import Download
from guide.publication.web import build_web

from .documents import build_front_end, make_chapter, make_guide, make_section
from .pages import Page

pytestmark = pytest.mark.pure

ERRATA = (
    Erratum("tip-7", "dans l’heure", "dans les <deux> heures", "Le délai a changé.", date(2026, 11, 3)),
    Erratum("glossary", "fichié", "fichier", "", date(2026, 11, 9)),
    Erratum("chapter-2", "trois", "quatre", "", date(2026, 11, 9)),
)
COVER = Picture("ciel", ("/media/images/0123456789abcdef/ciel.webp",), ((480, "ciel.webp"),), "ciel.png")


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return build_front_end(tmp_path / "dist")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    content = BytesIO()
    Image.new("RGB", (480, 320), "#3f97a0").save(content, "WEBP")
    (tmp_path / "ciel.webp").write_bytes(content.getvalue())
    return tmp_path


def built(assets: Path, guide: Guide, **materials: object) -> Page:
    return Page(build_web(guide, assets=assets, **materials)["index.html"].decode())  # type: ignore[arg-type]


def test_the_imprint_says_what_there_is_and_nothing_else(assets: Path) -> None:
    imprint = Imprint(
        "Nantes", "CC BY-SA 4.0", "https://example.org/by-sa/", "978-2-1234-5680-3", "a@example.org", "Maquette"
    )
    full, bare = built(assets, make_guide(language="en", imprint=imprint)), built(assets, make_guide(language="en"))
    for words in ("Mutuelle des Deux Rives, Nantes", "CC BY-SA 4.0", "978-2-1234-5680-3", "a@example.org", "Maquette"):
        assert words in full.text
    assert any(link.get("rel") == "license" and link["href"] == "https://example.org/by-sa/" for link in full.all("a"))
    assert "Published on 12\u00a0October 2026" in bare.text
    assert not [words for words in ("Licence", "ISBN", "Contact", "Credits") if words in bare.text]


def test_entries_stand_after_the_text_of_the_bibliography(assets: Path) -> None:
    guide = make_guide(bibliography=(BibliographyEntry("cnil", "CNIL. <i>Un titre</i>. 2025.", {}),))
    html = build_web(guide, assets=assets)["index.html"].decode()
    section = html[html.index('id="bibliography"') :].partition("</section>")[0]
    assert section.index("Un texte.") < section.index('<li id="reference-cnil">CNIL. <i>Un titre</i>. 2025.</li>')


def test_entries_have_a_section_of_their_own_where_nobody_wrote_one(assets: Path) -> None:
    sections = (make_section("glossary", "Glossaire"), make_section("acknowledgements", "Remerciements"))
    page = built(
        assets,
        make_guide(language="en", sections=sections, bibliography=(BibliographyEntry("cnil", "CNIL. 2025.", {}),)),
    )
    ids = [attributes.get("id") for name, attributes in page.elements if name == "section"]
    assert ids[-4:] == ["glossary", "bibliography", "acknowledgements", "imprint"]
    assert "Bibliography" in page.text and "CNIL. 2025." in page.text


def test_an_erratum_is_marked_where_it_stands_and_listed_at_the_end(assets: Path) -> None:
    html = build_web(make_guide(language="en", errata=ERRATA), assets=assets)["index.html"].decode()
    assert html.count('class="erratum"') == 3
    tip = html[html.index('<article class="tip" id="tip-7"') :].partition("</article>")[0]
    assert "Instead of “dans l’heure”, read “dans les &lt;deux&gt; heures”." in tip
    assert "Le délai a changé." in tip and 'datetime="2026-11-03"' in tip
    errata = html[html.index('id="errata"') :].partition("</section>")[0]
    assert errata.count("<li>") == 3
    assert [place in errata for place in ('href="#tip-7"', 'href="#glossary"', 'href="#chapter-2"')] == [True] * 3
    assert "Texte du conseil 7" in tip  # what it said stays


def test_the_page_of_a_tip_has_its_errata_too(assets: Path) -> None:
    files = build_web(make_guide(errata=ERRATA), assets=assets)
    assert b'class="erratum"' in files["tip-7.html"]
    assert b'class="erratum"' not in files["tip-8.html"]


def test_an_edition_without_mistakes_speaks_of_none(assets: Path) -> None:
    assert "Errata" not in built(assets, make_guide(language="en")).text


def test_that_a_name_was_withdrawn_is_said(assets: Path) -> None:
    words = "made again on 12\u00a0November 2026"
    assert words in built(assets, make_guide(language="en", renamed_on=date(2026, 11, 12))).text
    assert words not in built(assets, make_guide(language="en")).text


def test_cover_and_chapters_show_their_pictures_with_the_room_they_take(assets: Path, pictures: Path) -> None:
    shown = PlacedPicture("ciel", "Un ciel", "M. L.")
    chapters = (make_chapter(1), make_chapter(2).__class__(2, 2, "Q", "T", illustration=shown))
    guide = make_guide(language="en", pictures=(COVER,), cover=shown, chapters=chapters)
    files = build_web(guide, assets=assets, pictures=pictures)
    page = Page(files["index.html"].decode())
    cover, illustration = page.all("img")
    assert (cover["width"], cover["height"]) == ("480", "320") and cover["src"] in files
    assert cover["alt"] == "" and "Un ciel" in next(
        attributes["aria-label"] or "" for name, attributes in page.elements if attributes.get("role") == "img"
    )
    assert illustration["alt"] == "Un ciel" and "loading" not in illustration
    assert page.text.count("M. L.") == 2  # under the illustration, and in the imprint


def test_a_picture_that_is_gone_leaves_the_cover_as_it_is(assets: Path, tmp_path: Path) -> None:
    page = built(
        assets, make_guide(pictures=(COVER,), cover=PlacedPicture("ciel", "Un ciel")), pictures=tmp_path / "nowhere"
    )
    assert page.all("img") == []


def test_the_other_forms_stand_quietly_at_the_foot(assets: Path) -> None:
    kinds = ("pdf", "large", "imposed", "epub", "poster", "leaflet", "docx", "markdown", "json")
    downloads = tuple(Download(kind, f"file.{kind}") for kind in kinds)  # type: ignore[arg-type]
    html = build_web(make_guide(language="en"), assets=assets, downloads=downloads)["index.html"].decode()
    top, foot = html.partition("<main")[0], html.partition("<footer")[2]
    assert [kind for kind in kinds if f'href="file.{kind}"' in top] == ["pdf", "large", "imposed", "epub"]
    assert [kind for kind in kinds if f'href="file.{kind}"' in foot] == [
        "poster",
        "leaflet",
        "docx",
        "markdown",
        "json",
    ]


def test_the_time_that_japanese_takes_is_counted_by_signs() -> None:
    chapter = make_chapter(1, ()).__class__(1, 1, "問い", "問", opening_text="あ" * 5000)
    assert make_guide(language="ja", sections=(), chapters=(chapter,)).reading_minutes == 11

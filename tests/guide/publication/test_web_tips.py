"""Each tip has a page of its own, for those who share it."""

import json
import re
from pathlib import Path

import pytest

from guide.publication.document import OriginNote
from guide.publication.materials import Language, Links
from guide.publication.web import build_web

from .documents import build_front_end, make_chapter, make_guide, make_section, make_tip
from .pages import Page

pytestmark = pytest.mark.pure

LINKS = Links(page="https://guide.example.org/guide/fr/")
LANGUAGES = (Language("fr", "Français", "../fr/"), Language("en", "English", "../en/"))


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    return build_front_end(tmp_path / "dist")


@pytest.fixture
def files(assets: Path) -> dict[str, bytes]:
    return build_web(make_guide(), assets=assets, links=LINKS, languages=LANGUAGES)


@pytest.fixture
def tip(files: dict[str, bytes]) -> Page:
    return Page(files["tip-7.html"].decode())


def named(page: Page) -> dict[str | None, str | None]:
    return {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.all("meta")}


def linked(page: Page, rel: str) -> list[str | None]:
    return [link["href"] for link in page.all("link") if link["rel"] == rel]


def data_of(html: bytes) -> dict[str, object]:
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found and not set(b"<>&") & set(found[1])
    return json.loads(found[1])


def test_every_tip_has_a_page_which_the_whole_guide_leads_to(files: dict[str, bytes]) -> None:
    pages = {name for name in files if name.startswith("tip-")}
    assert pages == {f"tip-{number}.html" for number in range(1, 21)}
    assert pages <= {link.get("href") for link in Page(files["index.html"].decode()).all("a")}


def test_a_preview_has_one_page_that_nobody_shares(assets: Path) -> None:
    files = build_web(make_guide(edition=None, published_on=None), assets=assets, links=LINKS)
    assert [name for name in files if name.endswith((".html", "sw.js", ".webmanifest"))] == ["index.html"]
    page = Page(files["index.html"].decode())
    assert not [link for link in page.all("a") if (link.get("href") or "").startswith("tip-")]
    assert linked(page, "manifest") == []
    assert b"ld+json" not in files["index.html"]


def test_every_element_is_closed_and_every_address_leads_somewhere(files: dict[str, bytes], tip: Page) -> None:
    whole = {attributes.get("id") for _, attributes in Page(files["index.html"].decode()).elements}
    own = {attributes.get("id") for _, attributes in tip.elements}
    assert tip.open == []
    for _, attributes in tip.elements:
        for address in filter(None, (attributes.get("href"), attributes.get("src"))):
            path, _, fragment = address.partition("#")
            outside = path.startswith(("https://guide.example.org/", "../", "/guide/"))
            assert outside or path in files or path in {"", "./"}, address
            assert not fragment or path in files or fragment in (whole if path == "./" else own), address


def test_it_says_the_tip_alone_under_the_first_heading(tip: Page) -> None:
    assert [article["id"] for article in tip.all("article")] == ["tip-7"]
    assert [name for name, _ in tip.elements if re.fullmatch("h[1-6]", name)] == ["h1", "h2", "h2"]
    assert "Conseil titré 8" in tip.text and "Conseil titré 9" not in tip.text


def test_words_of_the_glossary_lead_into_the_whole_guide(assets: Path) -> None:
    glossary = make_section("glossary", "Glossaire", "<dl><dt>Cookie</dt><dd>Un petit fichier.</dd></dl>")
    chapter = make_chapter(1, (make_tip(1, html="<p>Un cookie.</p>"),))
    guide = make_guide(sections=(glossary,), chapters=(chapter,), links_words=True)
    files = build_web(guide, assets=assets)
    assert '<a class="word" href="./#glossary-' in files["tip-1.html"].decode()


def test_it_leads_to_the_tips_beside_it_and_back(files: dict[str, bytes], tip: Page) -> None:
    assert linked(tip, "prev") == ["tip-6.html"] and linked(tip, "next") == ["tip-8.html"]
    assert {"tip-6.html", "tip-8.html", "./#tip-7", "./#chapter-2"} <= {link.get("href") for link in tip.all("a")}
    first, last = (Page(files[f"tip-{number}.html"].decode()) for number in (1, 20))
    assert linked(first, "prev") == [] and linked(last, "next") == []


def test_those_who_share_it_find_its_title_its_first_words_and_its_picture(tip: Page) -> None:
    properties = named(tip)
    assert properties["og:title"] == "Conseil titré 7"
    assert (properties["og:description"] or "").startswith("Texte du conseil 7.")
    assert properties["og:url"] == "https://guide.example.org/guide/fr/tip-7.html"
    assert properties["og:image"] == "https://guide.example.org/guide/fr/share/tip-7.png"
    assert linked(tip, "canonical") == [properties["og:url"]]
    assert any(link.get("href") == properties["og:url"] for link in tip.all("a"))


def test_it_is_offered_in_the_other_languages(tip: Page) -> None:
    alternates = {link.get("hreflang"): link["href"] for link in tip.all("link") if link["rel"] == "alternate"}
    assert alternates["en"] == "https://guide.example.org/guide/en/tip-7.html"
    assert any(link.get("href") == "../en/tip-7.html" and link.get("hreflang") == "en" for link in tip.all("a"))


def test_machines_read_a_book_its_chapters_and_its_tips(files: dict[str, bytes]) -> None:
    book, tip = data_of(files["index.html"]), data_of(files["tip-7.html"])
    chapters: list[dict[str, object]] = book["hasPart"]  # type: ignore[assignment]
    assert book["@type"] == "Book" and book["bookEdition"] == "2" and book["inLanguage"] == "fr"
    assert [chapter["@type"] for chapter in chapters] == ["Chapter"] * 4
    assert tip["@type"] == "CreativeWork" and tip["position"] == 7
    assert tip["isPartOf"]["isPartOf"]["@id"] == book["@id"]  # type: ignore[index]
    assert {author["name"] for author in tip["author"]} == {"Martine L.", "Karim Haddad"}  # type: ignore[attr-defined]


def test_no_title_ends_the_data_it_stands_in(assets: Path) -> None:
    title = "</script><script>alert(1)</script>"
    guide = make_guide(title=title, chapters=(make_chapter(1, (make_tip(1, title=title),)),))
    for name, html in build_web(guide, assets=assets).items():
        if name.endswith(".html"):
            assert b"<script>alert" not in html
            assert title in str(data_of(html))


def test_what_stands_under_a_picture_is_not_said_to_those_to_whom_the_tip_is_sent(assets: Path) -> None:
    figure = '<figure><img src="/p"><figcaption>Vue <span class="credit">Dessin : Ana</span></figcaption></figure>'
    guide = make_guide(chapters=(make_chapter(1, (make_tip(1, html=f"{figure}<p>Raccrochez.</p>"),)),))
    page = build_web(guide, assets=assets, links=LINKS)["tip-1.html"].decode()
    assert '<meta property="og:description" content="Raccrochez.">' in page
    assert '"description": "Raccrochez."' in page or '"description":"Raccrochez."' in page


def test_a_page_in_another_language_says_that_of_the_titles_of_the_wiki(assets: Path) -> None:
    tip = make_tip(7, origin=OriginNote(("Le faux conseiller",), language="fr"))
    guide = make_guide(language="it", chapters=(make_chapter(2, (tip,)),))
    files = build_web(guide, assets=assets, links=LINKS, languages=LANGUAGES)
    for name in ("index.html", "tip-7.html"):
        assert '<span lang="fr">Le faux conseiller</span>' in files[name].decode()

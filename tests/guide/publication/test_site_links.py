"""Links from texts to pages of the site, in every form of the edition: for readers who may, and may not, read the wiki."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from common import markup
from common.markup import WikiLink, title_key
from guide.builds.build import materials_of
from guide.publication import exchange, markdown, pdf
from guide.publication.document import Guide
from guide.publication.docx import make as make_docx
from guide.publication.epub import make as make_epub
from guide.publication.fragments import with_site_links
from guide.publication.materials import Links, Materials
from guide.publication.web import build_web
from tests import factories

from .documents import make_chapter, make_guide, make_tip
from .pdfs import annotations, opened, words

pytestmark = pytest.mark.pure

TEXT = "Voir [[Le faux conseiller]], [[Personne]] et [l’édition 1](/guide/editions/1/fr/)."
PAGES = {
    title_key("Le faux conseiller"): WikiLink("/wiki/menaces/faux-conseill%C3%A9/", exists=True),
    title_key("Personne"): WikiLink("/wiki/menaces/new/?title=Personne", exists=False),
}
HERE = "https://guide.example.org/guide/fr/"
OPEN = Links(page=HERE)
CLOSED = Links(origins="", page=HERE)
WIKI = "https://guide.example.org/wiki/menaces/faux-conseill%C3%A9/"
EDITION = "https://guide.example.org/guide/editions/1/fr/"


@pytest.fixture(scope="module")
def guide() -> Guide:
    html = markup.render(TEXT, language="fr", links=PAGES).html
    assert html.count("<a ") == 3
    tip = make_tip(1, html=html, text=TEXT, quotation=None)
    return make_guide(sections=(), people=(), chapters=(make_chapter(1, (tip,)),))


def made_with(links: Links) -> Materials:
    return Materials(assets=settings.PUBLICATION_ASSETS, links=links)


def leads_to(made: bytes) -> set[str]:
    book = opened(made)
    return {str(link.A.URI) for link in annotations(book) if "/URI" in link.get("/A", {})}


def test_paper_has_the_address_of_a_page_that_all_its_readers_may_read(guide: Guide) -> None:
    made = pdf.make(guide, made_with(OPEN))["guide.pdf"]
    text = words(made, 6, 6)
    assert text.count("guide.example.org/wiki/menaces/faux-conseillé") == 1
    assert text.count("guide.example.org/guide/editions/1/fr") == 1
    assert "Personne et" in text
    assert {WIKI, EDITION} <= leads_to(made)


def test_paper_has_words_alone_for_a_page_of_a_wiki_that_is_for_colleagues(guide: Guide) -> None:
    made = pdf.make(guide, made_with(CLOSED))["guide.pdf"]
    text = words(made, 6, 6)
    assert "Voir Le faux conseiller, Personne et l’édition 1" in text
    assert "/wiki/" not in text
    assert text.count("guide.example.org/guide/editions/1/fr") == 1
    assert not any("/wiki/" in address for address in leads_to(made))


def inside(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return "".join(
            files.read(name).decode() for name in files.namelist() if name.endswith((".xhtml", ".xml", ".rels"))
        )


def forms_of(guide: Guide, links: Links, tmp_path: Path) -> dict[str, str]:
    materials = made_with(links)
    web = build_web(guide, assets=settings.PUBLICATION_ASSETS, links=links)
    return {
        "web": web["index.html"].decode() + web["tip-1.html"].decode(),
        "epub": inside(make_epub(guide, materials)["guide.epub"]),
        "docx": inside(make_docx(guide, materials)["guide.docx"]),
        "markdown": markdown.make(guide, materials)["guide.md"].decode(),
        "json": exchange.make(guide, materials)["guide.json"].decode(),
    }


def test_no_form_leads_readers_to_a_wiki_that_they_may_not_read(guide: Guide, tmp_path: Path) -> None:
    for form, text in forms_of(guide, CLOSED, tmp_path).items():
        assert "/wiki/" not in text, form
        assert "Le faux conseiller" in text, form
        assert "/guide/editions/1/fr/" in text, form


def test_every_form_leads_to_a_wiki_that_is_public_and_to_no_page_that_nobody_wrote(
    guide: Guide, tmp_path: Path
) -> None:
    for form, text in forms_of(guide, OPEN, tmp_path).items():
        assert "/new/" not in text, form
        if form in {"web", "epub", "docx"}:
            assert "/wiki/menaces/faux-conseill%C3%A9/" in text, form


@pytest.mark.parametrize(
    "path", ["/wiki/a/b/", "/guide/tips/7/", "/guide/decisions/", "/media/files/a/b.pdf", "/curation/"]
)
def test_what_asks_to_sign_in_is_for_those_alone_who_may_read_the_wiki(path: str) -> None:
    assert CLOSED.to(path) == ""
    assert OPEN.to(path) == f"https://guide.example.org{path}"


@pytest.mark.parametrize("path", ["/", "/guide/", "/guide/fr/", "/guide/ja/#tip-7", "/guide/editions/2/it/guide.pdf"])
def test_what_readers_of_the_guide_get_is_for_everybody(path: str) -> None:
    assert CLOSED.to(path) == f"https://guide.example.org{path}"


def test_a_link_to_another_site_stays(guide: Guide) -> None:
    tip = replace(guide.tips[0], html='<a href="https://cnil.fr/">a</a><a href="//b.fr/">b</a><a href="#c">c</a>')
    one = replace(guide, chapters=(make_chapter(1, (tip,)),))
    assert with_site_links(one, lambda _path: "") == one


@pytest.mark.django_db
@pytest.mark.parametrize(("wiki", "book", "opens"), [(False, True, False), (True, True, True), (False, False, True)])
def test_a_wiki_for_colleagues_is_open_to_the_readers_of_a_book_for_colleagues(
    wiki: bool, book: bool, opens: bool
) -> None:
    factories.change_site_settings(wiki_is_public=wiki, guide_is_public=book)
    links = materials_of(SimpleNamespace(languages=("fr",)), "fr").links  # type: ignore[arg-type]
    assert links.opens("/wiki/a/b/") is opens

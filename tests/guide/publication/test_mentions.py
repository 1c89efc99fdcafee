"""A text that mentions a colleague, in every form of an edition: neutral words, no name, no sign that stands for one."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings

from common import markup
from guide.publication import exchange, markdown, pdf
from guide.publication.document import Guide
from guide.publication.docx import make as make_docx
from guide.publication.epub import make as make_epub
from guide.publication.materials import Links, Materials
from guide.publication.structured_data import description
from guide.publication.web import build_web

from .documents import make_chapter, make_guide, make_section, make_tip
from .pdfs import words

pytestmark = pytest.mark.pure

ALIAS = "x0123456789"
TEXT = f"Merci @[{ALIAS}] et (@[{ALIAS}]), dit-on aux @[{ALIAS}]s ; ou à @[{ALIAS}]@[{ALIAS}].\n\nSuite."
LINKS = Links(page="https://guide.example.org/guide/fr/")
MATERIALS = Materials(assets=settings.PUBLICATION_ASSETS, links=LINKS)


@pytest.fixture(scope="module")
def guide() -> Guide:
    html = markup.render(TEXT, language="fr").html
    chapter = replace(make_chapter(1, (make_tip(1, html=html, text=TEXT),)), opening_html=html, opening_text=TEXT)
    section = replace(make_section("conclusion", "Fin", html), text=TEXT)
    return make_guide(sections=(section,), people=(), chapters=(chapter,))


def zipped(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        texts = (files.read(name) for name in files.namelist() if name.endswith((".xhtml", ".xml", ".opf", ".ncx")))
        return "".join(text.decode() for text in texts)


def forms(guide: Guide) -> Iterator[tuple[str, str]]:
    web = build_web(guide, assets=settings.PUBLICATION_ASSETS, links=LINKS)
    yield "web", web["index.html"].decode()
    yield "a tip's page", web["tip-1.html"].decode()  # what is shown where it is shared, and for machines, too
    yield "pdf", words(pdf.make(guide, MATERIALS)["guide.pdf"])
    yield "epub", zipped(make_epub(guide, MATERIALS)["guide.epub"])
    yield "docx", zipped(make_docx(guide, MATERIALS)["guide.docx"])
    yield "markdown", markdown.make(guide, MATERIALS)["guide.md"].decode()
    yield "json", exchange.make(guide, MATERIALS)["guide.json"].decode()


def test_a_mention_is_neutral_words_in_every_form(guide: Guide) -> None:
    for form, text in forms(guide):
        assert "@…" not in text, form
        assert ALIAS not in text, form
        assert "@un collègue" in text.replace("\u00a0", " "), form


def test_what_is_shown_where_a_tip_is_shared_says_who_in_neutral_words(guide: Guide) -> None:
    assert description(guide.tips[0]).startswith("Merci @un collègue et (@un collègue)")

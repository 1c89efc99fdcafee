"""Anyone reads the guide: on a telephone, on a large screen, without scripts, and nobody else is told of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page, Request, expect
from pypdf import PdfReader

from accounts.models import User
from guide.models import Edition, Section
from guide.publication import pdf
from tests import factories
from tests.e2e.acts import sticking_out
from tests.forms import set_form

A5 = (420, 595)
SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


def publish(editor: User) -> Edition:
    """Edition 1: an editorial and six tips in two chapters."""
    section = next(section for section in Section.objects.in_order() if section.kind == "editorial")
    section.revise(title="Éditorial", body="Écrit par vous. " * 40, author=editor, base_version=section.version)
    for number in (1, 2, 3, 6, 7, 8):
        body = f"Conseil numéro {number}, avec une adresse : https://example.org/{'x' * 60}.\n\n" + "Du texte. " * 60
        factories.create_tip(number=number, by=editor, title=f"Le conseil {number}", body=body)
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    return edition


@pytest.fixture
def edition(editor: User) -> Edition:
    factories.create_themes()
    return publish(editor)


@pytest.mark.parametrize("viewport", SIZES, ids=["390", "1280"])
def test_a_visitor_reads_from_the_contents_to_the_tips_and_where_they_come_from(
    edition: Edition, new_context, viewport: dict[str, int]
) -> None:
    reader = new_context(viewport=viewport).new_page()
    reader.goto("/guide/fr/")
    expect(reader.locator("#contents")).to_be_visible()
    reader.click("#contents a[href='#chapter-2']")
    expect(reader.locator("#chapter-2-title")).to_be_in_viewport()
    expect(reader.get_by_role("article")).to_have_count(6)
    where = reader.locator("#tip-7 details")
    expect(where.locator("p").first).to_be_hidden()
    reader.locator("#tip-7").get_by_text("D’où vient ce conseil").click()
    expect(where.locator("p").first).to_contain_text("Source du conseil 7")
    assert sticking_out(reader) == []


def test_a_tip_has_an_address_of_its_own(edition: Edition, visitor: Page) -> None:
    visitor.goto("/guide/fr/#tip-8")
    expect(visitor.locator("#tip-8 h3")).to_be_in_viewport()
    visitor.click("#tip-8 .tip-n a")
    expect(visitor).to_have_url("/guide/fr/#tip-8")


def test_the_page_asks_nothing_of_any_other_site_and_obeys_a_policy_without_exceptions(
    edition: Edition, visitor: Page, live_server
) -> None:
    asked: list[Request] = []
    visitor.context.on("request", lambda request: asked.append(request))
    response = visitor.goto("/guide/fr/")
    visitor.mouse.wheel(0, 50_000)
    visitor.wait_for_load_state("networkidle")
    assert response.headers["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe" not in response.headers["content-security-policy"]
    assert len(asked) > 3
    assert {request.url for request in asked if not request.url.startswith(f"{live_server.url}/")} == set()
    assert visitor.context.cookies() == []


def test_the_page_reads_without_scripts(edition: Edition, new_context) -> None:
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto("/guide/fr/")
    reader.click("#contents a[href='#chapter-1']")
    expect(reader.locator("#chapter-1-title")).to_be_in_viewport()
    reader.locator("#tip-1").get_by_text("D’où vient ce conseil").click()
    expect(reader.locator("#tip-1 details p").first).to_be_visible()
    expect(reader.locator(".reading")).to_be_hidden()


def test_the_pdf_is_an_a5_book_with_tags_and_bookmarks(
    editor: User, visitor: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_form(monkeypatch, "pdf", pdf.make)
    factories.create_themes()
    publish(editor)
    visitor.goto("/guide/fr/")
    address = visitor.locator(".top .nav a[href='guide.pdf']").get_attribute("href")
    response = visitor.request.get(f"/guide/fr/{address}")
    assert response.headers["content-type"] == "application/pdf"
    book = PdfReader(BytesIO(response.body()))
    assert tuple(round(float(side)) for side in book.pages[0].mediabox[2:]) == A5
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert book.outline
    assert "Le conseil 7" in "".join(page.extract_text() for page in book.pages)


def test_before_the_first_edition_the_address_says_that_it_will_lead_there(visitor: Page) -> None:
    assert visitor.goto("/guide/fr/").status == 404
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    expect(visitor.locator("main .btn.do")).to_have_attribute("href", "/")

"""A language is added to an edition that is out: seen before, confirmed, downloaded, and read."""

from __future__ import annotations

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.editions import Edition
from guide.publication.forms import later
from guide.translations.models import Translation
from tests import factories
from tests.e2e.acts import MAKING, press
from tests.e2e.conftest import SignIn
from tests.forms import set_form

PREVIEW = "iframe[title*='1280']"


@pytest.fixture
def published(editor: User) -> Edition:
    """Edition 1 in French: a tip that is translated into Italian, one that is not."""
    page = factories.create_page()
    tip = factories.create_tip(number=6, by=editor, page=page, title="Raccrochez", body="Puis rappelez vous-même.")
    factories.create_tip(number=7, by=editor, page=page, title="Attendez une heure", body="Rien ne presse.")
    Translation.objects.record(
        tip, language="it", title="Riagganciate", body="Poi richiamate voi.", source_version=tip.version, by=None
    )
    edition = Edition.objects.in_preparation()
    edition.publish(by=editor, accept_free_places=True)
    return edition


@pytest.fixture(autouse=True)
def _real_epub(monkeypatch: pytest.MonkeyPatch) -> None:
    set_form(monkeypatch, "epub", later("epub"))


def test_an_editor_adds_a_language_and_a_reader_has_it(
    published: Edition, sign_in: SignIn, editor: User, new_context
) -> None:
    page = sign_in(editor)
    page.goto("/curation/editions/1/")
    press(page, "a[href$='/added-languages/it/']")
    expect(page.locator(".checks")).to_contain_text("ne sont pas traduits")
    page.fill("[name=title]", "Buon senso")
    page.check("[name=accept_missing]")
    press(page, "main form .btn.do")
    see_what_goes_out(page)
    press(page, "[name=confirmed]", timeout=MAKING)  # every form of the language, which a worker makes in life
    expect(page.locator("main")).to_contain_text("Italien")
    download(page)
    read(new_context(locale="it-IT").new_page())


def see_what_goes_out(page: Page) -> None:
    """The whole page in its frame, with what is not translated marked."""
    shown = page.frame_locator(PREVIEW)
    expect(shown.locator("html")).to_have_attribute("lang", "it")
    expect(shown.locator("#tip-6")).to_contain_text("Poi richiamate voi.")
    expect(shown.locator("#tip-6 mark")).to_have_count(0)
    expect(shown.locator("#tip-7 mark")).to_contain_text("Attendez une heure")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 900})


def download(page: Page) -> None:
    """A file of the language, from the list of editions."""
    page.goto("/guide/editions/")
    page.locator(".every-form > summary").click()
    link = "a[href='/guide/editions/1/it/guide.epub']"
    with page.expect_download() as waiting:
        page.locator(link).last.click()
    with zipfile.ZipFile(waiting.value.path()) as book:
        assert "Poi richiamate voi." in "".join(
            book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")
        )
    assert page.request.get("/guide/editions/1/it/guide.pdf").body().startswith(b"%PDF")


def read(page: Page) -> None:
    """Somebody who reads Italian is led to it, and finds no mark in it."""
    page.goto("/guide/")
    expect(page).to_have_url(re.compile("/guide/it/$"))
    expect(page).to_have_title(re.compile("Buon senso"))
    expect(page.locator("#tip-6")).to_contain_text("Poi richiamate voi.")
    expect(page.locator("#tip-7 h3 [lang=fr], #tip-7[lang=fr], #tip-7 h3[lang=fr]").first).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)
    press(page, "a[href='../fr/'] >> nth=0")
    expect(page.locator("#tip-6")).to_contain_text("Puis rappelez vous-même.")
    expect(page.locator("a[href='../it/']").first).to_be_visible()

"""A language is added to an edition that is out: seen before, confirmed, downloaded, and read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.editions import Edition
from guide.translations.models import Translation
from tests import factories
from tests.e2e.acts import press
from tests.e2e.conftest import SignIn

MAKING = 180_000
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
    with page.expect_navigation(timeout=MAKING):  # every form of the language, which a worker makes in life
        page.locator("[name=confirmed]").click(timeout=MAKING)
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
    """The PDF of the language, from the screen of the edition."""
    with page.expect_download(timeout=MAKING) as waiting:
        page.locator("a[download][href$='/it/guide.pdf'], a[href$='/it/guide.pdf']").first.click()
    path = waiting.value.path()
    assert Path(path).read_bytes().startswith(b"%PDF")


def read(page: Page) -> None:
    """Somebody who reads Italian is led to it, and finds no mark in it."""
    page.goto("/guide/")
    expect(page).to_have_url(re.compile("/guide/it/$"))
    expect(page).to_have_title(re.compile("Buon senso"))
    expect(page.locator("#tip-6")).to_contain_text("Poi richiamate voi.")
    expect(page.locator("#tip-7 h3")).to_have_attribute("lang", "fr")
    expect(page.locator("mark")).to_have_count(0)
    press(page, "a[href='../fr/']")
    expect(page.locator("#tip-6")).to_contain_text("Puis rappelez vous-même.")
    expect(page.locator("a[href='../it/']").first).to_be_visible()

"""The pictures of everybody: found from the dialog and put in, sent on a screen of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from contributions.models import Image as Picture
from tests.contributions.uploads import makers
from tests.e2e.acts import press, save
from tests.e2e.looking import Look
from tests.e2e.pictures.putting_in import describe, dialog_of, open_editor, press_tool, saved

pytestmark = pytest.mark.django_db(transaction=True)

type BrowserOf = Callable[..., Page]


def test_a_picture_of_the_library_is_found_and_put_in(contributor, editor, wiki_page, browser_of: BrowserOf) -> None:
    picture = makers.create_picture(uploader=contributor, alt="Un chat gris")
    makers.create_picture(uploader=contributor, picture=makers.halves(90, 60), alt="Un écran")
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("p").first.click()
    press_tool(page)
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(2)
    page.fill("#picture-search", "chat")
    page.keyboard.press("Enter")
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(1)
    dialog_of(page).locator("[data-picture]").click()
    expect(page.locator("#picture-alt")).to_have_value("Un chat gris")
    describe(page, "Un chat gris devant un clavier")
    save(page)
    assert f"![Un chat gris devant un clavier]({picture.address})" in saved(wiki_page)
    picture.refresh_from_db()
    assert picture.alt == "Un chat gris"  # what one text says of it does not change the others


def test_axe_finds_nothing_on_the_screens(contributor, editor, wiki_page, look: Look, browser_of) -> None:
    picture = makers.create_picture(uploader=contributor)
    makers.create_file(uploader=contributor)
    page = browser_of(editor)
    for path in ("/images/", "/files/", picture.get_absolute_url(), f"{picture.get_absolute_url()}hide/"):
        page.goto(path)
        look(page, path)


def test_without_a_script_a_picture_is_sent_and_its_line_copied(contributor, file, browser_of: BrowserOf) -> None:
    page = browser_of(contributor, java_script_enabled=False)
    page.goto("/images/")
    page.set_input_files("#id_file", str(file))
    page.fill("#id_alt", "Un écran")
    press(page, ".form .btn.do")
    line = page.locator("#line").input_value()
    assert line == f"![Un écran]({Picture.objects.get().address})"

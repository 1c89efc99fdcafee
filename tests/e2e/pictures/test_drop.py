"""A file is dropped into the text, pasted, or chosen with a button: a picture, a PDF."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from contributions.models import Attachment
from contributions.models import Image as Picture
from tests.contributions.uploads import makers
from tests.e2e.acts import save
from tests.e2e.looking import SIZES
from tests.e2e.pictures.putting_in import describe, dialog_of, hand_over, open_editor, saved

pytestmark = pytest.mark.django_db(transaction=True)

PASTE = """([element, text]) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }))
}"""

type BrowserOf = Callable[..., Page]


@pytest.mark.parametrize("how", ["paste", "drop"])
def test_a_file_that_is_handed_over_keeps_its_place_until_it_is_described(
    how: str, contributor, wiki_page, file, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    hand_over(page, box, how, ("image.png", "image/png", file.read_bytes()))
    expect(dialog_of(page)).to_be_visible()
    expect(box.locator(".picture-coming")).to_have_count(1)
    describe(page, "Un écran")
    expect(box.locator(".picture-coming")).to_have_count(0)
    expect(box.locator("img[src]")).to_have_attribute("alt", "Un écran")
    save(page)
    assert f"![Un écran]({Picture.objects.get().address})" in saved(wiki_page)


def test_several_files_are_described_one_after_the_other_and_none_gets_lost(
    contributor, wiki_page, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    files = [(f"{width}.png", "image/png", makers.encoded(makers.halves(width, 40))) for width in (60, 61)]
    hand_over(page, box, "drop", *files)
    describe(page, "La première")
    expect(page.locator("#picture-alt")).to_have_value("")
    page.keyboard.press("Escape")
    expect(box.locator("img[src]")).to_have_count(2)
    save(page)
    assert saved(wiki_page).count("/media/images/") == 2


def test_a_pdf_that_is_dropped_becomes_a_link(contributor, wiki_page, browser_of: BrowserOf) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    hand_over(page, box, "drop", ("Fiche.pdf", "application/pdf", makers.pdf()))
    expect(box.locator("a")).to_have_text("Fiche.pdf")
    save(page)
    assert f"[Fiche.pdf]({Attachment.objects.get().address})" in saved(wiki_page)


def test_a_pdf_that_acts_is_refused_where_it_would_have_stood(contributor, wiki_page, browser_of: BrowserOf) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    content = makers.pdf_with("/OpenAction", makers.act("JavaScript", JS="app.alert(1)"))
    hand_over(page, box, "drop", ("Fiche.pdf", "application/pdf", content))
    expect(box.locator(".picture-coming.err")).to_be_visible()
    assert not Attachment.objects.exists()


def test_words_that_come_with_a_picture_of_them_stay_words(contributor, wiki_page, browser_of: BrowserOf) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.click()
    page.evaluate(
        """element => {
            const data = new DataTransfer()
            data.setData('text/plain', 'Des mots de Word')
            data.setData('text/html', '<p>Des mots de Word</p>')
            data.items.add(new File([new Uint8Array(8)], 'image.png', { type: 'image/png' }))
            element.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: data }))
        }""",
        box.element_handle(),
    )
    expect(box).to_contain_text("Des mots de Word")
    expect(dialog_of(page)).to_be_hidden()


def test_a_pdf_is_attached_with_a_button_by_keyboard_apart_from_the_word_before(
    contributor, wiki_page, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.click()
    page.keyboard.press("Control+End")
    with page.expect_file_chooser() as asked:
        page.locator("[data-editor-bar] [data-act=file]").press("Enter")
    asked.value.set_files({"name": "Fiche.pdf", "mimeType": "application/pdf", "buffer": makers.pdf()})
    expect(box.locator("a")).to_have_text("Fiche.pdf")
    expect(box).to_be_focused()
    save(page)
    assert saved(wiki_page).endswith(f"informatique. [Fiche.pdf]({Attachment.objects.get().address})")


def test_why_a_chosen_pdf_is_refused_stands_where_it_would_have_stood(
    contributor, wiki_page, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor, viewport=SIZES[1])
    box = open_editor(page, wiki_page)
    box.click()
    with page.expect_file_chooser() as asked:
        page.locator("[data-editor-bar] [data-act=file]").click()
    asked.value.set_files({"name": "Fiche.pdf", "mimeType": "application/pdf", "buffer": b"nothing"})
    expect(box.locator(".picture-coming.err")).to_be_visible()
    assert not Attachment.objects.exists()


def test_the_line_that_the_lists_offer_is_what_it_says_when_it_is_pasted(
    contributor, wiki_page, browser_of: BrowserOf
) -> None:
    file = makers.create_file(uploader=contributor, name="Fiche [1].pdf")
    picture = makers.create_picture(uploader=contributor, alt="Un écran")
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    for line in (file.markdown, picture.markdown):
        box.click()
        page.keyboard.press("Control+End")
        page.evaluate(PASTE, [box.element_handle(), line])
    expect(box.locator("a")).to_have_text("Fiche [1].pdf")
    expect(box.locator("img[src]")).to_have_attribute("alt", "Un écran")
    save(page)
    assert f"{file.markdown}{picture.markdown}" in saved(wiki_page)

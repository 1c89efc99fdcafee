"""A picture is chosen in the dialog, described, made smaller; by hand and by key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from contributions.models import Image as Picture
from tests import factories
from tests.contributions.uploads import makers
from tests.e2e.acts import save
from tests.e2e.looking import SIZES, Look
from tests.e2e.pictures.putting_in import describe, dialog_of, open_editor, press_tool, saved

pytestmark = pytest.mark.django_db(transaction=True)

EDGES = """places => places.flatMap((place) => {
  const { top, bottom } = document.querySelector(`#picture-dialog ${place}`).getBoundingClientRect()
  return [top, bottom]
})"""

type BrowserOf = Callable[..., Page]


def test_a_picture_is_chosen_described_and_saved(contributor, wiki_page, file, browser_of: BrowserOf) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("p").first.click()
    press_tool(page)
    page.set_input_files("#picture-file", str(file))
    describe(page, "Un écran rouge et bleu", "Capture : Martine")
    expect(box.locator("img[src]")).to_have_attribute("alt", "Un écran rouge et bleu")
    expect(box).to_be_focused()
    save(page)
    picture = Picture.objects.get()
    assert f"![Un écran rouge et bleu]({picture.address})" in saved(wiki_page)
    assert (picture.alt, picture.credit) == ("Un écran rouge et bleu", "Capture : Martine")
    expect(page.locator(".text img")).to_have_js_property("complete", True)
    assert page.locator(".text img").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("size", SIZES)
def test_the_button_that_chooses_a_file_stands_free_above_its_hint(
    contributor, wiki_page, size, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor, viewport=size)
    open_editor(page, wiki_page)
    press_tool(page)
    parts = ["[for=picture-file]", "#picture-file ~ .hint", "#picture-library-title"]
    for part in parts:
        expect(dialog_of(page).locator(part)).to_be_visible()
    edges = page.evaluate(EDGES, parts)
    assert edges == sorted(edges)


def test_the_button_stays_where_it_is_when_the_library_has_come(contributor, wiki_page, browser_of: BrowserOf) -> None:
    for number in range(3):
        makers.create_picture(uploader=contributor, picture=makers.halves(90 + number, 60), alt=f"Image {number}")
    page = browser_of(contributor)
    open_editor(page, wiki_page)
    waiting: list[Route] = []
    page.route("**/images/", lambda route: waiting.append(route))
    with page.expect_request("**/images/"):
        press_tool(page)
    while not waiting:  # it is handed over a moment after it is told
        page.wait_for_timeout(20)
    before = page.evaluate(EDGES, ["[for=picture-file]"])
    waiting[0].continue_()
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(3)
    assert page.evaluate(EDGES, ["[for=picture-file]"]) == before


def test_the_description_is_asked_for_and_may_be_left_out_on_purpose(
    contributor, wiki_page, file, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("p").first.click()
    press_tool(page)
    page.set_input_files("#picture-file", str(file))
    submit = dialog_of(page).locator("[data-describe] button[type=submit]")
    submit.click()
    expect(page.locator("#picture-alt-error")).to_be_visible()
    expect(page.locator("#picture-alt")).to_be_focused()
    page.check("#picture-decorates")
    submit.click()
    expect(dialog_of(page)).to_be_hidden()
    save(page)
    assert "![](/media/images/" in saved(wiki_page)
    assert Picture.objects.get().is_decorative


def test_a_picture_that_is_too_heavy_is_made_smaller(contributor, wiki_page, tmp_path, settings, browser_of) -> None:
    settings.PICTURE_MEGABYTES = 1
    heavy = tmp_path / "lourde.png"
    heavy.write_bytes(makers.encoded(makers.photograph(1000, 900)))
    assert heavy.stat().st_size > 1_000_000
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("p").first.click()
    press_tool(page)
    page.set_input_files("#picture-file", str(heavy))
    error = dialog_of(page).locator("[data-error]")
    expect(error).to_contain_text("Mo")
    expect(dialog_of(page).locator("[data-name]")).to_have_text("lourde.png")
    reduce = dialog_of(page).locator("[data-reduce]")
    expect(reduce).to_be_focused()
    reduce.click()
    describe(page, "Une photo")
    save(page)
    assert Picture.objects.get().address in saved(wiki_page)


def test_a_file_that_is_no_picture_says_so_beside_the_field(contributor, wiki_page, tmp_path, browser_of) -> None:
    wrong = tmp_path / "chat.png"
    wrong.write_bytes(b"GIF89a")
    page = browser_of(contributor)
    open_editor(page, wiki_page)
    press_tool(page)
    page.set_input_files("#picture-file", str(wrong))
    expect(dialog_of(page).locator("[data-error]")).to_contain_text("PNG, JPEG")
    expect(dialog_of(page).locator("[data-reduce]")).to_be_hidden()
    expect(dialog_of(page).locator("[data-retry]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog_of(page)).to_be_hidden()
    expect(page.locator(".ProseMirror")).to_be_focused()


def test_no_connection_loses_nothing(contributor, wiki_page, file, browser_of: BrowserOf) -> None:
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("p").first.click()
    press_tool(page)
    page.route("**/images/", lambda route: route.abort())
    page.set_input_files("#picture-file", str(file))
    expect(dialog_of(page).locator("[data-error]")).to_be_visible()
    page.unroute("**/images/")
    dialog_of(page).locator("[data-retry]").click()
    describe(page, "Un écran")
    expect(box.locator("img[src]")).to_have_count(1)


def test_with_the_keyboard_alone(contributor, wiki_page, file, browser_of: BrowserOf) -> None:
    makers.create_picture(uploader=contributor, alt="Un chat gris")
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.focus()
    page.keyboard.press("Alt+F10")
    for _ in range(30):
        if page.evaluate("document.activeElement?.dataset.act") == "picture":
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#picture-file")).to_be_focused()
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(1)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.hasAttribute('data-picture')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#picture-alt")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Un chat qui dort")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(box.locator("img[src]")).to_have_attribute("alt", "Un chat qui dort")
    expect(box).to_be_focused()


def test_a_selected_picture_is_described_anew(contributor, browser_of: BrowserOf) -> None:
    picture = makers.create_picture(uploader=contributor, alt="Un chat gris")
    wiki_page = factories.create_page(body=f"Un mot.\n\n{picture.markdown}\n\nUn autre.", author=contributor)
    page = browser_of(contributor)
    box = open_editor(page, wiki_page)
    box.locator("img[src]").click()
    press_tool(page)
    expect(page.locator("#picture-alt")).to_have_value("Un chat gris")
    describe(page, "Un chat noir")
    save(page)
    assert saved(wiki_page) == f"Un mot.\n\n![Un chat noir]({picture.address})\n\nUn autre."


def test_axe_finds_nothing_in_any_state_of_the_dialog(
    contributor, wiki_page, file, tmp_path, look: Look, browser_of
) -> None:
    wrong = tmp_path / "chat.png"
    wrong.write_bytes(b"GIF89a")
    for number in range(3):
        makers.create_picture(uploader=contributor, picture=makers.halves(90 + number, 60), alt=f"Image {number}")
    page = browser_of(contributor)
    open_editor(page, wiki_page)
    press_tool(page)
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(3)
    look(page, "choosing")
    page.set_input_files("#picture-file", str(wrong))
    expect(dialog_of(page).locator("[data-error]")).to_be_visible()
    look(page, "refused")
    page.set_input_files("#picture-file", str(file))
    expect(page.locator("#picture-alt")).to_be_focused()
    look(page, "describing")
    dialog_of(page).locator("[data-describe] button[type=submit]").press("Enter")
    expect(page.locator("#picture-alt-error")).to_be_visible()
    look(page, "not described")

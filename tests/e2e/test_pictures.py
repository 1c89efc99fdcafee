"""Pictures in the editor: chosen, dropped, pasted, taken from the library, described, made smaller; by hand and by key."""

from __future__ import annotations

import base64
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from contributions.models import Attachment
from contributions.models import Image as Picture
from contributions.models import Page as WikiPage
from tests import factories
from tests.contributions.images import makers
from tests.e2e.acts import press, read, save, sticking_out

pytestmark = pytest.mark.django_db(transaction=True)

type BrowserOf = Callable[..., Page]

SIZES = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
HAND_OVER = """([element, type, kind, files]) => {
    const data = new DataTransfer()
    for (const [name, type, content] of files) {
        const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))
        data.items.add(new File([bytes], name, { type }))
    }
    const { left, top } = element.querySelector('p').getBoundingClientRect()
    const details = { bubbles: true, cancelable: true, clientX: left + 5, clientY: top + 5 }
    const event = type === 'paste' ? new ClipboardEvent('paste', { ...details, clipboardData: data })
        : new DragEvent('drop', { ...details, dataTransfer: data })
    element.dispatchEvent(event)
}"""


@pytest.fixture
def wiki_page(contributor: User) -> WikiPage:
    return factories.create_page(body="Il se présente comme le service informatique.", author=contributor)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "écran.png"
    path.write_bytes(makers.encoded(makers.halves(1000, 500)))
    return path


def open_editor(page: Page, text: WikiPage) -> Locator:
    read(page, text, "edit/")
    box = page.locator(".ProseMirror")
    expect(box).to_be_visible()
    expect(page.locator("#writing")).to_have_attribute("data-editor", "ready")
    return box


def hand_over(page: Page, box: Locator, how: str, *files: tuple[str, str, bytes]) -> None:
    """Pastes or drops files, as the browser would."""
    given = [[name, kind, base64.b64encode(content).decode()] for name, kind, content in files]
    box.click()
    page.evaluate(HAND_OVER, [box.element_handle(), how, "", given])


def dialog_of(page: Page) -> Locator:
    return page.locator("#picture-dialog")


def press_tool(page: Page) -> None:
    page.locator("[data-editor-bar] [data-act=picture]").click()
    expect(dialog_of(page)).to_be_visible()


def describe(page: Page, words: str, credit: str = "") -> None:
    expect(page.locator("#picture-alt")).to_be_focused()
    page.fill("#picture-alt", words)
    if credit:
        page.fill("#picture-credit", credit)
    dialog_of(page).locator("[data-describe] button[type=submit]").click()
    expect(dialog_of(page)).to_be_hidden()


def saved(text: WikiPage) -> str:
    text.refresh_from_db()
    return text.body


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
    assert (picture.alt, picture.credit) == ("Un écran rouge et bleu", "Capture : Martine")
    expect(page.locator(".text img")).to_have_js_property("complete", True)
    assert page.locator(".text img").evaluate("image => image.naturalWidth") > 0


@pytest.mark.parametrize("size", SIZES)
def test_the_button_that_chooses_a_file_stands_free_above_its_hint(
    contributor, wiki_page, size, browser_of: BrowserOf
) -> None:
    page = browser_of(contributor, viewport=size)
    open_editor(page, wiki_page)
    press_tool(page)
    parts = [
        dialog_of(page).locator(part)
        for part in ("[for=picture-file]", "#picture-file ~ .hint", "#picture-library-title")
    ]
    boxes = [part.bounding_box() for part in parts]
    for above, below in pairwise(boxes):
        assert above is not None and below is not None
        assert above["y"] + above["height"] <= below["y"]


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


def test_axe_finds_nothing_in_any_state_of_the_dialog(contributor, wiki_page, file, tmp_path, axe, browser_of) -> None:
    wrong = tmp_path / "chat.png"
    wrong.write_bytes(b"GIF89a")
    for number in range(3):
        makers.create_picture(uploader=contributor, picture=makers.halves(90 + number, 60), alt=f"Image {number}")
    page = browser_of(contributor)
    open_editor(page, wiki_page)
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = []

    def look(state: str) -> None:
        for size in SIZES:
            for scheme in ("light", "dark"):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                found.extend(f"{state} at {size['width']}, {scheme}: {line}" for line in axe(page))
            found.extend(f"{state} sticks out: {part}" for part in sticking_out(page))

    press_tool(page)
    expect(dialog_of(page).locator("[data-picture]")).to_have_count(3)
    look("choosing")
    page.set_input_files("#picture-file", str(wrong))
    expect(dialog_of(page).locator("[data-error]")).to_be_visible()
    look("refused")
    page.set_input_files("#picture-file", str(file))
    expect(page.locator("#picture-alt")).to_be_focused()
    look("describing")
    dialog_of(page).locator("[data-describe] button[type=submit]").click()
    expect(page.locator("#picture-alt-error")).to_be_visible()
    look("not described")
    assert found == []


@pytest.mark.parametrize("path", ["/images/", "/files/", "image", "hide"])
def test_axe_finds_nothing_on_the_screens(path: str, contributor, editor, wiki_page, axe, browser_of) -> None:
    picture = makers.create_picture(uploader=contributor)
    makers.create_file(uploader=contributor)
    page = browser_of(editor)
    own = {"image": picture.get_absolute_url(), "hide": f"{picture.get_absolute_url()}hide/"}
    for size in SIZES:
        page.set_viewport_size(size)
        page.goto(own.get(path, path))
        assert axe(page) == [] and sticking_out(page) == []


def test_without_a_script_a_picture_is_sent_and_its_line_copied(contributor, file, browser_of: BrowserOf) -> None:
    page = browser_of(contributor, java_script_enabled=False)
    page.goto("/images/")
    page.set_input_files("#id_file", str(file))
    page.fill("#id_alt", "Un écran")
    press(page, ".form .btn.do")
    line = page.locator("#line").input_value()
    assert line == f"![Un écran]({Picture.objects.get().address})"

"""What a person does to put a picture into a text."""

from __future__ import annotations

import base64

from playwright.sync_api import Locator, Page, expect

from contributions.models import Page as WikiPage
from tests.e2e.acts import read

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

"""What a person does in the editor of a page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.e2e.acts import read

READY = "form[data-editor=ready]"

PASTE = """(view, [html, text]) => {
    const data = new DataTransfer()
    data.setData('text/html', html)
    data.setData('text/plain', text)
    view.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def open_editor(page: Page, text: object, *, caret: str = "Control+End") -> Locator:
    """Opens the form of a text and goes into the editor; returns the text box."""
    read(page, text, "edit/")
    page.wait_for_selector(READY)
    box = text_box(page)
    box.focus()
    page.keyboard.press(caret)
    settle(page)
    return box


def settle(page: Page) -> None:
    """The browser tells of a caret that was moved in its own time, which is shorter than a person's."""
    page.evaluate("() => new Promise(told => requestAnimationFrame(() => setTimeout(told, 20)))")


def text_box(page: Page) -> Locator:
    return page.locator(".rich [role=textbox]")


def markdown(page: Page) -> str:
    """The text as it would be saved now."""
    return str(page.evaluate("document.querySelector('[name=body]').richEditor.markdown()"))


def sent(page: Page) -> str:
    """The text as the form would send it."""
    return str(page.evaluate("new FormData(document.getElementById('writing')).get('body')"))


def paste(page: Page, html: str, text: str = "") -> None:
    text_box(page).evaluate(PASTE, [html, text])


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Mise en forme").get_by_role("button", name=name, exact=True)


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)

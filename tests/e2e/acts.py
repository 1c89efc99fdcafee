"""What people do at a screen, in the words of the product. Whatever leads to another page waits until it is there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

MAKING = 180_000
"""Milliseconds that making all the forms of an edition may take."""


def press(page: Page, button: str | Locator, *, key: str | None = None, timeout: float | None = None) -> None:
    """Presses what leads to a page: a link, or the button of a form; with this key where one is named. `timeout` are the
    milliseconds that the answer may take where it is not made in a moment.
    """
    found = page.locator(button) if isinstance(button, str) else button
    with page.expect_navigation(wait_until="domcontentloaded", timeout=timeout):
        found.press(key, timeout=timeout) if key else found.click(timeout=timeout)


def choose(page: Page, act: str) -> None:
    """Opens the menu of a page of the wiki and presses one of its rarer acts, as "history"."""
    page.locator("article .tools .drop > summary").click()
    press(page, f"article .tools .drop a[href$='/{act}/']")


def read(page: Page, text: object, screen: str = "") -> None:
    """Opens a page of the wiki or a tip; or a screen about it, as "edit/"."""
    page.goto(f"{text.get_absolute_url()}{screen}")  # type: ignore[attr-defined]


def type_text(page: Page, body: str, *, title: str | None = None, summary: str = "", is_minor: bool = False) -> None:
    """Fills the form of a text; nothing is sent."""
    if title is not None:
        page.fill("[name=title]", title)
    put_text(page, body)
    if summary:
        page.fill("[name=summary]", summary)
    if is_minor:
        page.check("[name=is_minor]")


PUT_TEXT = """(box, text) => {
    box.value = text
    box.dispatchEvent(new Event('input', { bubbles: true }))
    box.dispatchEvent(new Event('text:replaced'))
}"""


def put_text(page: Page, body: str) -> None:
    """Puts a whole text into the form, as Markdown, whichever way it is being written."""
    box = page.locator("[name=body]")
    page.wait_for_load_state("domcontentloaded")  # until then it is not known whether scripts run
    if page.locator("html[data-js]").count() and box.get_attribute("data-editor") is not None:
        box.evaluate(PUT_TEXT, body)
    else:
        box.fill(body)


def save(page: Page) -> None:
    """Presses the one button at the foot of the screen."""
    press(page, ".save .btn.do")


def edit(page: Page, text: object, body: str, **details: object) -> None:
    """Opens the form of a text, types and saves."""
    read(page, text, "edit/")
    type_text(page, body, **details)  # type: ignore[arg-type]
    save(page)


SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('article.wiki > .text'), NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words)
    if (at < 0) continue
    const range = document.createRange()
    range.setStart(walker.currentNode, at)
    range.setEnd(walker.currentNode, at + words.length)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
    return
  }
}"""


def select_words(page: Page, words: str) -> None:
    """Selects some words of the text of a page, as the end of a gesture leaves them."""
    page.evaluate(SELECT, words)


def told(page: Page) -> Locator:
    """What the site says on top of a page: messages and notices."""
    return page.locator(".notes .note")


STICKING_OUT = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 0.5)
    .map((part) => `${part.tagName.toLowerCase()}.${part.getAttribute("class") ?? ""}`
        + ` ${part.textContent.trim().slice(0, 40)}`)"""


def sticking_out(page: Page) -> list[str]:
    """The parts for which the page scrolls sideways; none where it does not."""
    return list(page.evaluate(STICKING_OUT))


@contextmanager
def leaving_asks_first(page: Page, *, stay: bool = True) -> Iterator[list[str]]:
    """Inside, the browser's question whether to leave is answered; yields the questions that were asked."""
    asked: list[str] = []

    def answer(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]
        dialog.dismiss() if stay else dialog.accept()  # type: ignore[attr-defined]

    page.on("dialog", answer)
    yield asked
    page.remove_listener("dialog", answer)


def wait_until(page: Page, function: str, value: object = None) -> None:
    """Asks the page again and again, where `wait_for_function` may not: sites of our policy let no text be evaluated. Nor does
    it wait for what an async function says: it takes the first answer, also if that is no.
    """
    for _ in range(300):
        if page.evaluate(function, value):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"It never came true: {function}")

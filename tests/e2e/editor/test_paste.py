"""What is copied in other programs comes in as plain structure: the fixtures are what those programs put on the clipboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.editor.writing import markdown, open_editor, paste, sent, settle, text_box

FIXTURES = Path(__file__).parent / "paste"
PROGRAMS = sorted(fixture.stem for fixture in FIXTURES.glob("*.html"))
PICTURES_LEFT_OUT = {"word": 1, "outlook": 1, "libreoffice": 1, "web-page": 1}

# Table rows are written in columns of even width: the words count, not the spaces between them.
EVEN = {ord("\u00a0"): " "}


@pytest.fixture
def empty_page(transactional_db: None) -> WikiPage:
    factories.create_themes()
    return factories.create_page(body="…")


@pytest.fixture
def martine(contributor: User, browser_of, empty_page: WikiPage) -> Page:
    browser: Page = browser_of(contributor)
    open_editor(browser, empty_page, caret="Control+a")
    browser.keyboard.press("Delete")
    return browser


def even(text: str) -> str:
    lines = (line.rstrip() if not line.startswith("|") else even_row(line) for line in text.strip().splitlines())
    return "\n".join(line.translate(EVEN) for line in lines)


def even_row(line: str) -> str:
    cells = (cell.strip() for cell in line.strip("|").split("|"))
    return "|".join("---" if set(cell) == {"-"} else cell for cell in cells)


def test_a_text_keeps_its_structure_and_nothing_else(martine: Page) -> None:
    note = martine.locator("[data-pictures-left-out]")
    for program in PROGRAMS:
        martine.keyboard.press("Control+a")
        martine.keyboard.press("Delete")
        paste(martine, (FIXTURES / f"{program}.html").read_text(), "une copie")
        expected = (FIXTURES / f"{program}.md").read_text()
        assert even(markdown(martine)) == even(expected), program
        assert sent(martine).replace("\r\n", "\n") == markdown(martine), program
        assert martine.locator(".rich h1").count() == 0, program
        left_out = PICTURES_LEFT_OUT.get(program, 0)
        expect(note).to_contain_text("image n’a pas suivi") if left_out else expect(note).to_be_hidden()


def test_words_from_a_page_join_the_sentence_at_the_caret(martine: Page) -> None:
    martine.keyboard.type("Avant et après.")
    for _step in range(len("après.")):
        martine.keyboard.press("ArrowLeft")
    settle(martine)
    paste(martine, '<meta charset="utf-8"><span style="color: red; font-size: 30px">du <b>gras</b> </span>')
    assert markdown(martine) == "Avant et du **gras** après."


def test_several_pictures_are_counted(martine: Page) -> None:
    paste(martine, '<p>Deux</p><img src="https://example.org/1.png"><img src="https://example.org/2.png">')
    expect(martine.locator("[data-pictures-left-out]")).to_contain_text("2 images n’ont pas suivi")
    assert markdown(martine) == "Deux"
    assert martine.locator(".rich img:not(.ProseMirror-separator)").count() == 0


def test_a_picture_of_this_site_comes_along(martine: Page) -> None:
    origin = martine.evaluate("location.origin")
    martine.route("**/media/images/**", lambda route: route.fulfill(body="", content_type="image/webp"))
    paste(martine, f'<p>Ici <img src="{origin}/media/images/3/ecran.webp" alt="Un écran"></p>')
    assert markdown(martine) == "Ici ![Un écran](/media/images/3/ecran.webp)"


def test_what_was_copied_in_the_editor_comes_back_as_it_was(martine: Page) -> None:
    martine.keyboard.type("Voyez [[Raccrocher]]")
    martine.keyboard.press("Control+a")
    martine.keyboard.press("Control+x")
    assert markdown(martine) == ""
    martine.keyboard.press("Control+v")
    assert markdown(martine) == "Voyez [[Raccrocher]]"


def test_plain_words_come_in_as_they_are(martine: Page) -> None:
    text_box(martine).evaluate(
        """(box) => {
            const data = new DataTransfer()
            data.setData('text/plain', 'Une ligne\\n\\nUne autre')
            box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
        }"""
    )
    assert markdown(martine) == "Une ligne\n\nUne autre"

"""The editor by itself, under the site's policy, on a page that holds nothing else: read once, the editor made anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.csp import build_policy
from playwright.sync_api import Browser, Page, Route

from tests.e2e.editor.corpus import ROOT

EDITOR = ROOT / "static" / "dist" / "editor.js"
ADDRESS = "http://editor.test/"
DOCUMENT = '<!doctype html><html lang="fr"><title>Editor</title><div id="box"></div>'
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001737501180000000049454e44ae426082"
)
START = """async (markdown) => {
  const { createEditor } = await import('/editor.js')
  window.core?.destroy()
  document.getElementById('box').replaceChildren()
  const admonitions = { note: 'Note', warning: 'Attention' }
  const texts = { opaque: { html: 'HTML', reference: 'Adresse', unknown: 'Source' }, admonitions }
  document.getElementById('box').style.whiteSpace = 'break-spaces' // as the site's style sheet says: else spaces become hard
  window.changes = 0
  window.core = await createEditor({
    parent: document.getElementById('box'), markdown, label: 'Texte', onChange: () => window.changes++, handlers: { texts },
  })
}"""


def answer(route: Route) -> None:
    policy = build_policy(settings.SECURE_CSP, nonce="none")
    match route.request.url.removeprefix(ADDRESS):
        case "":
            headers = {"Content-Security-Policy": policy, "Content-Type": "text/html; charset=utf-8"}
            route.fulfill(body=DOCUMENT, headers=headers)
        case "editor.js":
            route.fulfill(path=EDITOR, content_type="text/javascript")
        case _:
            route.fulfill(body=PIXEL, content_type="image/png")


@pytest.fixture(scope="module")
def complaints() -> list[str]:
    return []


@pytest.fixture(scope="module")
def page_of_the_editor(chromium: Browser, complaints: list[str]) -> Iterator[Page]:
    page = chromium.new_page()
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.route("**/*", answer)
    page.goto(ADDRESS)
    yield page
    page.close()


@pytest.fixture
def editor(page_of_the_editor: Page, complaints: list[str]) -> Iterator[Page]:
    """A page with an empty editor in it, as `core`; what the console or the policy complains of fails the test."""
    complaints.clear()
    page_of_the_editor.evaluate(START, "")
    yield page_of_the_editor
    assert complaints == []


@pytest.fixture
def script() -> Path:
    return Path(__file__).parent / "edits.js"

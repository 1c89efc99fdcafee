"""What a screen loads, as it travels: compressed, in thousands of bytes. A failure prints the list."""

from __future__ import annotations

import re
from gzip import compress
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests import factories

pytestmark = pytest.mark.once

DIST = Path(settings.BASE_DIR) / "static" / "dist"
LOADED = re.compile(r"""<(?:link rel="stylesheet" href|script (?:type="module" )?src)="[^"]*/dist/([\w./-]+)\"""")
PARTS = {"page.js": ["site.js", "passages.js", "htmx.js"]}  # one file of three
FIRST_FONTS = ["fonts/bricolage.woff2", "fonts/literata.woff2"]
# Fetched when the text is there already: the live parts, the tab's icon, the face in which texts stress a word.
AFTERWARDS = ["htmx.js", "icon.svg", "fonts/literata-italic.woff2"]
READING = ["/", "/wiki/", "/wiki/delinquants/", "/wiki/delinquants/l-appel-du-faux-technicien/"]
WRITING = ["/wiki/delinquants/new/", "/wiki/delinquants/l-appel-du-faux-technicien/edit/"]
FIRST_VIEW, READING_IN_ALL, EDITOR_IN_ALL = 62.0, 90.0, 230.0


def weight(name: str) -> float:
    """A font is compressed already."""
    content = (DIST / name).read_bytes()
    return len(content if name.endswith(".woff2") else compress(content, 9)) / 1000


def weights(names: list[str]) -> dict[str, float]:
    return {name: weight(name) for name in sorted(set(names))}


def loaded(client: Client, path: str) -> list[str]:
    response = client.get(path)
    assert response.status_code == 200
    names = LOADED.findall(response.content.decode())
    return [part for name in names for part in PARTS.get(name, [name])]


@pytest.fixture(autouse=True)
def _page(db: None) -> None:
    factories.create_page(body="Du texte.\n\n## Un titre\n\nEncore.")


@pytest.mark.parametrize("path", READING)
def test_the_first_view_of_a_reading_page_is_light(path: str, as_contributor: Client) -> None:
    found = weights([name for name in loaded(as_contributor, path) if name not in AFTERWARDS] + FIRST_FONTS)
    assert {"site.css", "site.js"} <= found.keys()
    assert sum(found.values()) <= FIRST_VIEW, found


@pytest.mark.parametrize("path", READING)
def test_so_is_a_reading_page_with_all_that_it_may_load(path: str, as_contributor: Client) -> None:
    found = weights(loaded(as_contributor, path) + FIRST_FONTS + AFTERWARDS)
    assert sum(found.values()) <= READING_IN_ALL, found


@pytest.mark.parametrize("path", READING)
def test_the_editor_is_loaded_where_somebody_writes_a_page_and_nowhere_else(path: str, as_contributor: Client) -> None:
    assert "editor.js" not in loaded(as_contributor, path)


@pytest.mark.parametrize("path", WRITING)
def test_the_editor_is_light_with_all_that_comes_with_it(path: str, as_contributor: Client) -> None:
    with_reading = set(loaded(as_contributor, READING[3]))
    found = weights([name for name in loaded(as_contributor, path) if name not in with_reading])
    assert "editor.js" in found
    assert sum(found.values()) <= EDITOR_IN_ALL, found


@pytest.mark.parametrize(
    "path",
    [
        "/sessions/new/",
        "/videos/new/",
        "/invitations/new/",
        "/settings/texts/privacy/fr/",
        "/settings/calendar/phases/new/",
    ],
)
def test_a_text_for_everybody_has_the_editor_of_pages_and_no_word_of_markdown_before_it(
    path: str, as_administrator: Client
) -> None:
    html = as_administrator.get(path).text
    form = html[html.index('method="post"', html.index("<main")) :].partition("</form>")[0]
    assert "data-editor-bar" in form
    assert "/dist/editor" in html and "/dist/write" in html
    assert "En Markdown" not in form

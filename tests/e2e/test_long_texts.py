"""Texts that are two fifths longer than the English ones, as translations are: none is cut, none sticks out of its box."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.models import User
from guide_project import frame
from tests import factories
from tests.contracts.pseudo_locale import LONG_CODE, lengthened, write_pseudo_locale
from tests.e2e.acts import sticking_out
from tests.e2e.looking import SIZES

SCREENS = (
    "/",
    "/wiki/",
    "/wiki/delinquants/",
    "{page}",
    "{page}history/",
    "{page}edit/",
    "{page}diff/?from=1&to=2",
    "/questions/",
    "/recent-changes/",
    "/notifications/",
    "/search/?q=appel",
    "/accounts/preferences/",
    "/drafts/",
    "/watchlist/",
    "/images/",
    "/curation/",
    "/curation/?text={key}",
    "/translation/",
    "/translation/it/",
    "/translation/it/theme-1/",
    "/curation/places/",
    "/curation/log/",
    "/guide/editions/",
    "/statistics/",
)
CUT = """() => [...document.querySelectorAll("body *:not(pre, textarea, input, select, option, svg *)")].filter((part) => {
    const style = getComputedStyle(part)
    const says = [...part.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
    if (!says || !part.checkVisibility() || part.clientWidth < 2 || part.closest(".vh")) return false
    if (["auto", "scroll"].includes(style.overflowX) || style.display === "inline") return false
    const isCutBelow = ["hidden", "clip"].includes(style.overflowY) && style.webkitLineClamp === "none"
    return part.scrollWidth > part.clientWidth + 1 || (isCutBelow && part.scrollHeight > part.clientHeight + 2)
}).map((part) => `${part.tagName.toLowerCase()}.${part.className}: ${part.textContent.trim().slice(0, 60)}`)"""

SQUEEZED = """() => [...document.querySelectorAll("button, summary, .btn, .dec")].filter((part) => {
    const box = part.getBoundingClientRect(), words = document.createRange()
    return part.checkVisibility() && box.width > 1 && [part, ...part.querySelectorAll("*")].some((inner) => {
        if (inner.closest(".vh") || !inner.checkVisibility()) return false
        return [...inner.childNodes].filter((node) => node.nodeType === 3 && node.data.trim()).some((node) => {
            words.selectNodeContents(node)
            const { left, right } = words.getBoundingClientRect()
            return left < box.left - 1 || right > box.right + 1
        })
    })
}).map((part) => `${part.tagName.toLowerCase()}.${part.className}: ${part.textContent.trim().slice(0, 60)}`)"""
"""Buttons that are narrower than what they say."""


@pytest.fixture
def _long_texts(settings, tmp_path: Path) -> Iterator[None]:
    settings.LOCALE_PATHS = [write_pseudo_locale(tmp_path / "locale", LONG_CODE, lengthened)]
    settings.LANGUAGES = [(LONG_CODE, "Pseudo")]
    frame._made.cache_clear()
    yield
    frame._made.cache_clear()


@pytest.mark.usefixtures("_long_texts")
def test_no_text_is_cut_or_sticks_out(editor: User, browser_of) -> None:
    factories.create_themes()
    factories.create_phase()
    page = factories.create_page(author=editor)
    factories.edit_page(page, "Un autre texte.", author=editor)
    factories.create_comment(page=page, author=editor)
    factories.create_question(theme=page.theme, by=editor)
    browser = browser_of(editor, locale=LONG_CODE)
    wrong = list[str]()
    for screen in SCREENS:
        path = screen.format(page=page.get_absolute_url(), key=f"page-{page.pk}")
        answer = browser.goto(path)
        assert answer and answer.ok, path
        assert browser.locator("html").get_attribute("lang") == LONG_CODE
        for size in SIZES:
            browser.set_viewport_size(size)
            found = (*sticking_out(browser), *browser.evaluate(CUT), *browser.evaluate(SQUEEZED))
            wrong += [f"{path} at {size['width']}: {one}" for one in found]
    assert "\n".join(wrong) == ""

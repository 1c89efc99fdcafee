"""A telephone, and a long address and word wherever people write: one row at the foot, two acts in a row of the history."""

from __future__ import annotations

import pytest

from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import read, sticking_out
from themes.models import Theme

PHONE = {"viewport": {"width": 390, "height": 844}}
WORD = "Rechtsschutzversicherungsgesellschaften" * 3 + "xyz"  # 120 letters
ADDRESS = "https://exemple.fr/" + "une-adresse-qui-ne-finit-pas/" * 3 + "voila-la-page"
BODY = f"""{WORD} {ADDRESS}

## {WORD}

### {ADDRESS}

- {WORD}
- `{ADDRESS}`

> {WORD}

    {ADDRESS} {ADDRESS}

| {WORD} | b |
|---|---|
| `{WORD}` | {ADDRESS} |

{WORD}
:   {ADDRESS}

[{WORD}]({ADDRESS}) et **{ADDRESS}**[^1]

[^1]: {ADDRESS}
"""


@pytest.fixture
def written(contributor: User, editor: User) -> WikiPage:
    """Everything that can be written, with nothing in it that a line could break at."""
    factories.create_themes()
    factories.create_phase()
    Theme.objects.filter(number=2).update(short_title=f"{WORD[:39]} et ce qui s’ensuit")
    page = factories.create_page(title=WORD, body=BODY, author=contributor)
    factories.edit_page(page, f"{BODY}\n\nEt {ADDRESS}.", author=editor, summary=ADDRESS)
    factories.edit_page(page, f"{BODY}\n\nEt {WORD}.", author=contributor, summary=WORD)
    factories.create_page(title=ADDRESS, body=f"[[{WORD}]]", author=contributor)
    for body in (BODY, ADDRESS, WORD):
        comment = factories.create_comment(body=body, author=contributor, theme=page.theme, page=page)
    factories.create_comment(body=WORD, author=editor, theme=page.theme, reply_to=comment)
    factories.create_question(text=f"{WORD} ?", theme=page.theme, by=contributor)
    return page


def test_one_row_stays_at_the_foot_of_a_telephone_while_one_writes(written: WikiPage, editor: User, browser_of) -> None:
    browser = browser_of(editor, **PHONE)
    read(browser, written, "edit/")
    foot = browser.locator(".save .acts").bounding_box()
    assert foot and foot["height"] < 80 and abs(foot["y"] + foot["height"] - 844) < 2
    button = browser.locator(".save .btn.do").bounding_box()
    assert button and button["y"] > 844 - 80


def test_the_box_of_a_question_begins_in_the_first_screen(written: WikiPage, contributor: User, browser_of) -> None:
    Theme.objects.update(
        question="Comment faire face aux délinquants numériques, chez soi comme au travail ?",
        introduction="Un faux colis, un faux conseiller bancaire, une voix qui ressemble à celle de votre fille. " * 6,
        starters="\n".join(["Si cela arrivait un jour à mes parents, je leur dirais d’abord de"] * 3),
    )
    browser = browser_of(
        contributor, viewport={"width": 390, "height": 664}
    )  # between the bars of a telephone's browser
    browser.goto(written.theme.get_absolute_url())
    box = browser.locator(".ask .say").bounding_box()
    assert box and box["y"] + 150 < 664
    assert browser.locator(".ask .lead").bounding_box()["y"] > box["y"]
    assert sticking_out(browser) == []


def test_the_place_of_the_tools_is_kept_before_any_script_has_come(
    written: WikiPage, contributor: User, browser_of
) -> None:
    browser = browser_of(contributor, **PHONE)
    browser.route("**/dist/*.js", lambda route: route.abort())
    read(browser, written, "edit/")
    kept = browser.locator("[data-editor-bar]").bounding_box()
    browser.unroute("**/dist/*.js")
    browser.reload()
    tools = browser.locator("[data-editor-bar]:not([inert])").bounding_box()
    assert kept and tools and abs(kept["height"] - tools["height"]) < 2


def test_the_bar_keeps_to_one_row_with_a_long_name_and_much_unread(
    written: WikiPage, contributor: User, browser_of
) -> None:
    factories.change_site_settings(name="Chantiers sûrs, l’entreprise générale de construction")
    User.objects.filter(pk=contributor.pk).update(unread_count=120)
    browser = browser_of(contributor)
    read(browser, written, "talk/")
    count = browser.locator(".bell b")
    assert count.inner_text() == "99+"
    for width in (1920, 1280, 1240):
        browser.set_viewport_size({"width": width, "height": 844})
        assert browser.locator("header.top").evaluate("one => one.offsetHeight") < 80, width
        assert browser.locator(".find").evaluate("one => !one.offsetWidth || one.offsetWidth >= 160"), width
    for width in (390, 320):
        browser.set_viewport_size({"width": width, "height": 844})
        assert browser.locator(".bell").evaluate("one => one.scrollWidth <= one.clientWidth"), width
        assert count.evaluate("one => one.offsetHeight < 2 * parseFloat(getComputedStyle(one).fontSize)"), width
        assert sticking_out(browser) == [], width


def test_a_row_of_the_history_shows_two_acts_and_a_menu(written: WikiPage, editor: User, browser_of) -> None:
    browser = browser_of(editor, **PHONE)
    read(browser, written, "history/")
    row = browser.locator("#version-2 .acts")
    assert row.locator("> .btn").count() == 2
    assert row.locator("a:visible, button:visible").count() == 2
    row.locator(".drop > summary").click()
    assert row.locator("a:visible, button:visible").count() > 3


def test_a_menu_at_the_edge_stays_in_the_window(written: WikiPage, editor: User, browser_of) -> None:
    factories.create_comment(body="Du texte.", author=editor, theme=written.theme)
    browser = browser_of(editor, viewport={"width": 1100, "height": 844})
    browser.goto(written.theme.get_absolute_url())
    menu = browser.locator("#answers .drop").first
    menu.locator("summary").click()
    browser.wait_for_selector("#answers .drop.ends")
    box = menu.locator("> div").bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 1100


WIDER = """() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('main *, header *, footer *')]
        .filter(one => one.getBoundingClientRect().right > width + 1)
        .filter(one => !one.closest('.scroll, .text pre, .text table, details:not([open])'))
        .slice(0, 6).map(one => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)
        .concat('wider')
}"""
"""What stands wider than the window, where the window can be scrolled sideways."""


def screens_of(page: WikiPage) -> list[str]:
    """Every kind of screen on which what people wrote is shown to an editor."""
    here = page.get_absolute_url()
    of_page = [
        "",
        "edit/",
        "history/",
        "revisions/2/",
        "diff/?older=2&newer=3",
        "talk/",
        "links/",
        "move/",
        "undo/?version=3",
    ]
    of_page += ["revert/?version=1", "hide/", "protect/", "merge/", "split/", "questions/", "nuance/", "contributors/"]
    comment = page.contributions.order_by("pk")
    of_comment = [
        f"{one.get_absolute_url()}{screen}" for one in comment[:2] for screen in ("", "history/", "take-up/", "hide/")
    ]
    elsewhere = [
        "/",
        "/wiki/",
        page.theme.get_absolute_url(),
        f"{page.theme.get_absolute_url()}talk/",
        "/recent-changes/",
    ]
    elsewhere += [
        "/questions/",
        "/questions/ask/",
        "/images/",
        "/sessions/",
        "/translation/",
        f"/search/?q={WORD[:20]}",
        "/watchlist/",
        "/notifications/",
        "/drafts/",
        "/curation/",
    ]
    elsewhere += [
        f"/contributors/{page.byline[0]['handle']}/",
        f"/wiki/{page.theme.slug}/new/?title={WORD}",
        "/statistics/",
    ]
    return [f"{here}{screen}" for screen in of_page] + of_comment + elsewhere


def test_no_screen_is_wider_than_a_telephone(written: WikiPage, editor: User, browser_of) -> None:
    browser = browser_of(editor, **PHONE)
    wide = {}
    for address in screens_of(written):
        answer = browser.goto(address)
        assert answer and answer.status < 500, address
        if found := browser.evaluate(WIDER):
            wide[address.replace(written.get_absolute_url(), "…/")] = found
    assert not wide, "\n".join(f"{address}: {found}" for address, found in wide.items())


def test_no_title_is_covered_by_what_stays_at_the_top(written: WikiPage, editor: User, browser_of) -> None:
    browser = browser_of(editor, **PHONE)
    read(browser, written)
    headings = browser.locator("article .text h2[id]")
    browser.goto(f"{written.get_absolute_url()}#{headings.first.get_attribute('id')}")
    top = browser.locator("article .text h2[id]").first.bounding_box()
    bar = browser.evaluate(
        """() => Math.max(0, ...[...document.querySelectorAll('body *')]
            .filter(one => ['sticky', 'fixed'].includes(getComputedStyle(one).position))
            .map(one => one.getBoundingClientRect()).filter(box => box.top <= 0 && box.width > 200).map(box => box.bottom))"""
    )
    assert top and top["y"] >= bar - 1

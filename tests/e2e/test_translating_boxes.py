"""The boxes of paragraphs in a browser: the editor comes to the one that has the focus, and warnings while it is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.tips.models import Tip
from guide.translating.models import PendingTranslation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from tests import factories
from tests.e2e.looking import Look

SOURCE = """Voir [la page][ref] et [[Un piège|le piège]], 3 fois.[^1]

- Une liste de_mots_, *vite* et __fort__ ; 100 %.
- Deux  \nlignes <b>ici</b>.

| Avant | Après |
| --- | --- |
| oui | **non** |

Terme
:   Un sens.

> Une citation.

1984. Une date \\* et un `code`.

[^1]: Une note.

[ref]: https://example.org/a_b_c"""
BOX = "form[data-translating] textarea"
VALUES = f"[...document.querySelectorAll('{BOX}')].map((box) => box.value)"


@pytest.fixture
def tip(transactional_db: None, editor: User) -> Tip:
    factories.create_themes()
    return factories.create_tip(number=6, by=editor, title="Raccrochez", body=SOURCE)


@pytest.fixture
def page(tip: Tip, translator: User, browser_of) -> Page:
    """Every paragraph is translated by its own words, which is as hard a Markdown as any."""
    now = [replace(one, target=one.source) for one in source_segments(original_of(tip))]
    PendingTranslation.objects.put_in(tip, language="it", segments=now, by=translator)
    page: Page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    return page


def test_a_box_in_which_nobody_is_shows_its_words_as_read(page: Page) -> None:
    before = page.evaluate(VALUES)
    shown = page.locator("#paragraph-2 [data-shown]")
    expect(shown).to_be_visible()
    expect(shown.locator("em")).to_have_text("vite")
    enter(page, 2)
    expect(shown).to_be_hidden()
    enter(page, 3)
    expect(shown).to_be_visible()
    assert page.evaluate(VALUES) == before
    enter(page, 2)
    page.keyboard.press("End")
    page.keyboard.type(" Ancora.")
    page.focus("[name=target_0]")
    enter(page, 3)
    expect(page.locator("#paragraph-2 [data-shown]")).to_contain_text("Ancora.")
    expect(page.locator("#paragraph-2 [data-shown] em")).to_have_text("vite")
    changed = page.evaluate(VALUES)
    assert [place for place, words in enumerate(before) if changed[place] != words] == [2]


def enter(page: Page, place: int) -> None:
    """Puts the caret into a box, and waits for the editor."""
    page.focus(f"[name=target_{place}]")
    expect(page.locator(f"#paragraph-{place} .rich .text")).to_be_focused()


def targets() -> list[str]:
    return [one.target for one in PendingTranslation.objects.get().paragraphs]


def test_who_only_goes_through_them_changes_nothing(page: Page) -> None:
    before = page.evaluate(VALUES)
    assert len(before) > 10
    for place in range(1, len(before)):
        enter(page, place)
    for place in (4, 2):
        enter(page, place)
    assert page.evaluate(VALUES) == before
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert targets() == [one.source for one in source_segments(original_of(Tip.objects.get()))]


def test_a_word_changes_its_own_place_alone(page: Page, tip: Tip) -> None:
    before = targets()
    enter(page, 1)
    page.keyboard.press("Control+Home")
    page.keyboard.type("Ecco ")
    enter(page, 2)  # the box before has its words by now
    page.keyboard.press("Control+End")
    page.evaluate("new Promise(requestAnimationFrame)")  # the editor hears of the caret a moment later than the browser
    page.keyboard.press("Control+b")
    page.keyboard.type(" qui")
    with page.expect_navigation():
        page.click(".save-bar .do")
    now = targets()
    assert now[1] == f"Ecco {before[1]}"
    assert now[2].startswith(before[2]) and "**qui**" in now[2]
    assert now[3:] == before[3:] and now[0] == before[0]


def test_the_title_is_no_markdown_and_the_tools_go_from_box_to_box(page: Page) -> None:
    page.focus("[name=target_0]")
    expect(page.locator("[name=target_0]")).to_be_focused()
    expect(page.locator("[data-editor-bar]")).to_be_hidden()
    for place in (3, 1):
        enter(page, place)
        expect(page.locator(f"#paragraph-{place} [data-editor-bar]")).to_be_visible()
        expect(page.locator(".rich")).to_have_count(1)
    page.keyboard.press("Shift+Tab")  # one stop before the text
    assert page.evaluate("document.activeElement.dataset.act") == "bold"
    assert page.locator("#paragraph-3 textarea").is_visible()


def test_a_box_with_the_editor_in_every_size(page: Page, look: Look) -> None:
    enter(page, 1)
    page.keyboard.press("Control+End")
    page.keyboard.type(" 12 volte")
    expect(page.locator("#paragraph-1 [data-checks] li")).not_to_have_count(0)
    look(page, "a paragraph in the editor")


def test_what_was_selected_stays_so_and_tab_leads_through(page: Page) -> None:
    enter(page, 1)
    page.keyboard.press("Tab")
    expect(page.locator("#paragraph-2 .rich .text")).to_be_focused()
    page.locator("[name=target_3]").evaluate("(box) => { box.focus(); box.select() }")
    expect(page.locator("#paragraph-3 .rich .text")).to_be_focused()
    page.keyboard.type("Tutto")
    enter(page, 4)
    assert page.locator("[name=target_3]").input_value() == "Tutto"


def test_without_the_script_the_boxes_are_what_they_were(translator: User, browser_of, page: Page, tip: Tip) -> None:
    plain = browser_of(translator, java_script_enabled=False)
    plain.goto(f"/translation/it/tip-{tip.pk}/")
    plain.fill("[name=target_1]", "Ecco.")
    expect(plain.locator("[data-editor-bar]")).to_be_hidden()
    with plain.expect_navigation():
        plain.click(".save-bar .do")
    assert targets()[1] == "Ecco."


def test_where_the_editor_does_not_come_one_types_all_the_same(page: Page, tip: Tip) -> None:
    page.route("**/editor*.js", lambda route: route.abort())
    page.goto(f"/translation/it/tip-{tip.pk}/")
    page.focus("[name=target_1]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ecco.")
    with page.expect_navigation():
        page.click(".save-bar .do")
    assert targets()[1] == "Ecco."


def test_a_draft_in_the_editor_comes_back(page: Page, translator: User, browser_of, tip: Tip) -> None:
    enter(page, 1)
    page.keyboard.press("Control+a")
    page.keyboard.type("Ecco.")
    expect(page.locator("form[data-translating] .draft-row")).to_contain_text("Brouillon gardé")
    page.close(run_before_unload=False)
    again = browser_of(translator)
    again.goto(f"/translation/it/tip-{tip.pk}/")
    expect(again.locator("[name=target_1]")).to_have_value("Ecco.")
    expect(again.locator("#paragraph-1")).to_contain_text("Le nombre 3 de l’original manque.")  # of what was typed


def test_what_may_be_wrong_is_said_while_it_is_typed(page: Page) -> None:
    checks = page.locator("#paragraph-1 [data-checks]")
    assert checks.get_attribute("aria-live") == "polite"
    expect(checks).not_to_contain_text("Le nombre")
    enter(page, 1)
    page.keyboard.press("Control+End")
    page.keyboard.type(" 12 volte <script>")
    expect(checks).to_contain_text("Le nombre 12 ne figure pas dans l’original.")
    expect(page.locator("#paragraph-1 .rich .text")).to_be_focused()
    for _sign in " 12 volte <script>":
        page.keyboard.press("Backspace")
    enter(page, 2)  # left: asked at once
    expect(checks).not_to_contain_text("Le nombre")

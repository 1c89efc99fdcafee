"""Translating in a browser: by keyboard alone, in every size, with what was typed saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from guide.tips.models import Tip
from guide.translating import review, suggestions
from guide.translating.models import PendingTranslation
from guide.translations.models import Translation
from guide.translations.originals import original_of
from guide.translations.segments import source_segments
from tests import factories
from tests.e2e.acts import press
from tests.e2e.looking import SIZES, Look

BODY = f"Raccrochez.\n\n- Notez l’heure : https://example.org/{'x' * 70}\n- Rappelez.\n\nNe dites rien."
ITALIAN = "Riagganciate.\n\n- Annotate l’ora.\n- Richiamate.\n\nNon dite nulla."


@pytest.fixture
def tip(transactional_db: None, editor: User, contributor: User, translator: User) -> Tip:
    """A tip of which two paragraphs have changed since it was translated."""
    factories.create_themes()
    tip = factories.create_tip(number=6, by=editor, page=factories.create_page(author=contributor), body=BODY)
    Translation.objects.record(
        tip, language="it", title="Riagganciate", body=ITALIAN, source_version=tip.version, by=translator
    )
    changed = BODY.replace("Rappelez.", "Rappelez le lendemain.").replace("rien", "rien à personne")
    tip.revise(title=tip.title, body=changed, author=editor, base_version=tip.version)
    return tip


FOCUSED = """() => {
  const at = document.activeElement
  return (at.closest('.rich')?.nextElementSibling ?? at).name || at.className
}"""


def focused(page: Page) -> str:
    """The name of the box that has the focus, be it the editor by now or not."""
    return str(page.evaluate(FOCUSED))


def test_one_key_says_still_right_and_leads_to_the_next(translator: User, browser_of, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    page.focus("[name=target_3]")
    page.keyboard.press("Alt+Enter")
    assert page.is_checked("[name=still_3]") and focused(page) == "target_4"
    page.keyboard.press("Control+a")
    page.keyboard.type("Non dite nulla a nessuno.")
    page.keyboard.press("Alt+Enter")
    assert "do" in focused(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    pending = PendingTranslation.objects.get()
    assert pending.paragraphs[4].target == "Non dite nulla a nessuno."
    assert review.why_not_ready(pending) is None


def test_what_is_typed_is_saved_when_the_page_is_left(translator: User, browser_of, tip: Tip) -> None:
    page = browser_of(translator)
    page.goto(f"/translation/it/tip-{tip.pk}/")
    page.fill("[name=target_4]", "Non dite nulla a nessuno.")
    expect(page.locator("form[data-translating] .draft-row")).to_contain_text("Brouillon gardé")
    page.close(run_before_unload=False)
    again = browser_of(translator)
    again.goto(f"/translation/it/tip-{tip.pk}/")
    expect(again.locator("[name=target_4]")).to_have_value("Non dite nulla a nessuno.")


def test_every_screen_in_every_size(
    translator: User, editor: User, contributor: User, browser_of, look: Look, tip: Tip
) -> None:
    text = Translation.objects.get()
    suggestions.suggest(tip, language="it", segment=text.paragraphs[1], wording="Mettete giù.", by=contributor)
    here = f"/translation/it/tip-{tip.pk}/"
    people = {
        translator: ["/translation/", "/translation/it/", here, "/translation/it/import/"],
        contributor: ["/translation/", here, f"{here}paragraphs/1/"],
    }
    for person, addresses in people.items():
        page = browser_of(person)
        for address in addresses:
            page.goto(address)
            look(page, f"{person} {address}")
    page = browser_of(translator)
    page.goto(here)
    for place in (3, 4):
        page.check(f"[name=still_{place}]")
    press(page, ".save-bar .do")
    press(page, "form[action$='/review/'] .do")
    page = browser_of(editor)
    page.goto(here)
    look(page, "in review")
    press(page, page.get_by_role("button", name="Renvoyer, avec la remarque"))
    look(page, "sent back without a remark")


def test_what_is_to_be_decided_stays_in_sight(translator: User, editor: User, second_reader: Page, tip: Tip) -> None:
    page = second_reader
    expect(page.locator("#review")).to_be_in_viewport()
    approve = page.locator(".save-bar").get_by_role("button", name="Approuver")
    page.locator(".paragraph").nth(2).scroll_into_view_if_needed()
    expect(approve).to_be_in_viewport()
    page.locator(".save-bar").get_by_role("link", name="Renvoyer").click()
    expect(page.locator("#review")).to_be_in_viewport()
    with page.expect_navigation():
        approve.click()
    assert Translation.objects.get().approved_by == editor


@pytest.fixture
def second_reader(translator: User, editor: User, browser_of, tip: Tip) -> Page:
    """The screen of a text that waits for an editor, on a telephone."""
    now = [replace(one, target=f"It {one.source}") for one in source_segments(original_of(tip))]
    pending = PendingTranslation.objects.put_in(tip, language="it", segments=now, by=translator)
    review.ask_for_review(pending, by=translator, seen=pending.version)
    page: Page = browser_of(editor, viewport=SIZES[1])
    page.goto(f"/translation/it/tip-{tip.pk}/")
    return page

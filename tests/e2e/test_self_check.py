"""The self-check in a browser: three presses without a script, nothing to complain of for axe, and there without a network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from drafts.models import Draft
from guide.models import Edition, Section
from guide.publication.document import EMBEDDED_PAGE, PAGE
from tests import factories
from tests.e2e.acts import press
from tests.e2e.looking import Look

KEEPS = "async () => { await navigator.serviceWorker.ready; return (await caches.keys()).length }"


@pytest.fixture
def out(editor: User) -> None:
    factories.create_themes()
    tips = [factories.create_tip(number=number, by=editor, title=f"Conseil {number}") for number in (6, 7)]
    factories.write_self_check(*tips, by=editor)
    Edition.objects.in_preparation().publish(by=editor, accept_free_places=True, unread_reason="Un essai.")


def answer(reader: Page) -> None:
    """With nothing that is risky, then with one answer that is."""
    clear, advice = reader.get_by_text("Aucune de vos réponses"), reader.locator(".look:visible")
    question = reader.get_by_role("checkbox", name=re.compile("Conseil 7"))
    expect(question).not_to_be_visible()
    reader.get_by_text("Une photo").click()
    expect(question).to_be_visible()
    reader.get_by_text("Ce qu’il faut regarder").click()
    expect(clear).to_be_visible()
    expect(advice).to_have_count(0)
    question.check()
    expect(clear).not_to_be_visible()
    expect(advice).to_have_count(1)
    expect(advice).to_contain_text("Relisez Conseil 7.")
    expect(advice.get_by_role("link")).to_have_attribute("href", "tip-7.html")


def test_three_presses_are_enough_with_a_script_or_without_and_offline(out: None, new_context, look: Look) -> None:
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto("/guide/fr/self-check/")
    answer(plain)
    context = new_context()
    reader = context.new_page()
    reader.goto("/guide/fr/")
    reader.evaluate(KEEPS)
    context.set_offline(True)
    reader.goto(f"/guide/fr/{PAGE}")  # never opened
    answer(reader)
    reader.goto("/guide/fr/self-check/")
    expect(reader).to_have_url(f"/guide/fr/{PAGE}")
    context.set_offline(False)
    reader.goto(f"/guide/fr/{EMBEDDED_PAGE}")
    answer(reader)
    look(reader, "embedded")
    reader.goto(f"/guide/fr/{PAGE}")
    answer(reader)
    look(reader, "self-check")
    reader.emulate_media(media="print")
    expect(reader.get_by_text("Relisez Conseil 6.").first).to_be_visible()
    expect(reader.get_by_text("Une photo")).not_to_be_visible()


def test_the_screens_of_the_editors(out: None, editor: User, browser_of, look: Look) -> None:
    browser = browser_of(editor)
    browser.goto("/curation/sections/self-check/")
    browser.locator("summary", has_text="Question 1").first.click()
    look(browser, "the form")
    browser.goto("/curation/sections/self-check/preview/")
    browser.get_by_text("Une photo").click()
    look(browser, "the preview")


def test_a_draft_that_was_brought_up_to_date_is_over_when_it_is_saved(
    out: None, editor: User, administrator: User, browser_of
) -> None:
    browser = browser_of(editor)
    browser.goto("/curation/sections/self-check/")
    browser.fill("[name=kind_1]", "Une vidéo")
    expect(browser.locator("[data-draft-state]")).to_contain_text("Brouillon gardé")
    section = Section.objects.self_check()
    section.revise_self_check(
        section.parts, title="Avant d’envoyer", author=administrator, base_version=section.version
    )
    browser.goto("/curation/sections/self-check/")
    expect(browser.locator(".note.warn")).to_contain_text("Titre")
    press(browser, "form[data-draft] .btn.do")
    expect(browser.locator(".note.ok")).to_be_visible()
    expect(browser.locator(".note.warn")).to_have_count(0)
    section.refresh_from_db()
    assert (section.title, section.parts.kinds[0]) == ("Avant d’envoyer", "Une vidéo")
    assert not Draft.objects.waiting_for(editor).exists()

"""A tip is read before it is printed: by the lawyer, who has no account, by its author, by another editor."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role, User
from guide.models import Remark, Tip
from guide.reviewing import steps
from tests import factories
from tests.e2e.acts import press
from tests.e2e.looking import Look


@pytest.fixture
def tip(editor: User) -> Tip:
    tip = factories.create_tip(number=6, by=editor, title="Raccrochez", body="Raccrochez d’abord. Rappelez ensuite.")
    steps.ask_for_review(tip, by=editor)
    return tip


def select(browser: Page, words: str) -> None:
    browser.evaluate(
        """words => {
          const paragraph = [...document.querySelectorAll('.text p')].find((one) => one.textContent.includes(words))
          const range = document.createRange()
          const start = paragraph.firstChild.data.indexOf(words)
          range.setStart(paragraph.firstChild, start)
          range.setEnd(paragraph.firstChild, start + words.length)
          getSelection().removeAllRanges()
          getSelection().addRange(range)
        }""",
        words,
    )


def test_a_guest_suggests_by_a_link_the_author_takes_it_over_and_another_approves(
    tip: Tip, editor: User, browser_of, new_context, look: Look
) -> None:
    nadia = factories.create_user(username="nadia", last_name="Berger", role=Role.EDITOR)
    laurent = browser_of(editor)
    laurent.goto("/curation/tips/6/review/links/")
    laurent.fill("[name=name]", "Service juridique")
    press(laurent, "main .btn.do")
    address = laurent.input_value("#made-link")
    look(laurent)

    lawyer = new_context().new_page()
    lawyer.goto(address)
    look(lawyer)
    select(lawyer, "Rappelez ensuite")
    press(lawyer, ".remark-here")
    expect(lawyer.locator("[name=replacement]")).to_have_value("Rappelez ensuite.")
    lawyer.fill("[name=replacement]", "Rappelez ensuite au numéro du contrat.")
    lawyer.reload()  # what she typed stays in her browser
    expect(lawyer.locator("[name=replacement]")).to_have_value("Rappelez ensuite au numéro du contrat.")
    look(lawyer)
    press(lawyer, "#say .btn.do")
    expect(lawyer.locator("[data-sent]")).to_be_visible()
    assert Remark.objects.get().replacement == "Rappelez ensuite au numéro du contrat."
    assert lawyer.context.cookies() == []

    laurent.goto("/curation/tips/6/")
    expect(laurent.locator(".review > .remarks ins")).to_be_visible()
    look(laurent)
    press(laurent, ".remark button[value=take]")
    expect(laurent.locator(".tip-rows")).to_contain_text("au numéro du contrat.")

    reader = browser_of(nadia)
    reader.goto("/curation/tips/6/")
    press(reader, ".review button.do")
    expect(reader.locator(".review .state.ok").first).to_be_visible()
    tip.refresh_from_db()
    assert (tip.state, tip.version) == (Tip.State.APPROVED, 2)

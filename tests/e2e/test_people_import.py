"""The worker carries a long list of people out: how far it is stands on the page, which turns into the report by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from accounts.models import User
from accounts.people.carrying_out import confirm, go_on, prepare

LIST = "name;address\n" + "\n".join(f"Person {number};p{number}@helvia.example" for number in range(5))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_progress_turns_into_the_report_when_the_list_is_carried_out(
    transactional_db: None, administrator: User, browser_of, axe, width: int, scheme: str
) -> None:
    prepared = prepare(LIST.encode(), by=administrator, language="fr", role="")
    confirm(prepared, by=administrator)
    browser = browser_of(administrator, viewport={"width": width, "height": 800}, color_scheme=scheme)
    browser.goto(f"/accounts/people/import/{prepared.pk}/")
    expect(browser.get_by_role("progressbar", name="Lignes faites")).to_be_visible()
    expect(browser.get_by_text("0 lignes sur 5")).to_be_visible()
    assert axe(browser) == []
    assert not browser.evaluate("document.documentElement.scrollWidth > innerWidth")
    go_on(prepared.pk)
    expect(browser.get_by_role("heading", name="Ce qu’est devenue chaque ligne")).to_be_visible()
    expect(browser.get_by_text("5 nouveaux comptes")).to_be_visible()
    assert axe(browser) == []

"""What editors do to keep order, in a browser: it is pressed in place, and looked at in every size and scheme."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from contributions.models import Patrol, RollBack
from tests import factories
from tests.e2e.looking import Look

LIST = "/recent-changes/"


@pytest.fixture
def anne(db: None) -> User:
    """She has written a page, twice, and said something: three texts that nobody has read."""
    factories.create_phase()
    anne = factories.create_user(username="anne", first_name="Anne")
    noon = timezone.localtime().replace(hour=12) - timedelta(days=1)
    page = factories.create_page(title="Une page", author=anne, at=noon)
    factories.edit_page(page, "Un autre texte.", author=anne, summary="un mot de trop", at=noon)
    comment = factories.create_comment(page=page, author=anne, at=noon)
    for place, text in (("page", page), ("comment", comment)):
        Patrol.objects.wait_for(place, list(text.history.all()))
    return anne


def test_one_press_marks_a_text_as_read_in_place(editor: User, anne: User, browser_of, look: Look) -> None:
    laurent = browser_of(editor)
    laurent.goto(LIST)
    look(laurent, "recent changes that wait")
    laurent.locator("summary", has_text="versions").click()
    look(laurent, "several versions")
    laurent.locator(".several button").first.press("Enter")
    mark = laurent.locator(".several .read")
    expect(mark).to_have_count(1)
    expect(mark).to_be_focused()
    expect(laurent.locator("#to-read")).to_contain_text("2")
    assert laurent.url.endswith(LIST)
    assert Patrol.objects.waiting().count() == 2
    laurent.locator(".read-all button").click()
    expect(laurent.locator("#to-read")).to_contain_text("tout lu")


def test_what_somebody_wrote_is_taken_back_and_her_account_stopped(
    editor: User, anne: User, browser_of, look: Look
) -> None:
    laurent = browser_of(editor)
    laurent.goto("/contributors/anne/roll-back/")
    look(laurent, "asking what to take back")
    laurent.fill("[name=since]", f"{timezone.localtime() - timedelta(days=3):%Y-%m-%dT%H:%M}")
    laurent.fill("[name=reason]", "Publicité.")
    laurent.get_by_role("button", name="Voir ce qui serait repris").click()
    take_back = laurent.get_by_role("button", name="Reprendre tout cela")
    expect(take_back).to_be_visible()
    look(laurent, "what would be taken back")
    take_back.click()
    expect(laurent.locator("#roll-back")).to_contain_text("Fait par")
    look(laurent, "what was taken back")
    assert RollBack.objects.get().state == "done"
    laurent.goto("/contributors/anne/stop/")
    look(laurent, "stopping an account")
    laurent.fill("[name=reason]", "Publicité.")
    laurent.get_by_role("button", name="Arrêter le compte").click()
    expect(laurent.get_by_role("heading", name="Le journal")).to_be_visible()
    look(laurent, "log")
    anne.refresh_from_db()
    assert not anne.is_active

"""Two people in one page know of each other, and nothing waits for it."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from drafts.models import Presence
from tests import factories
from tests.e2e.acts import read, save, type_text

pytestmark = pytest.mark.django_db(transaction=True)

OWN = {"locale": "fr-FR"}  # a browser of her own: its clock cannot be put right again
BODY = "Un mot.\n\n## La phrase qui arrête tout\n\nDites : je vous rappelle."


def test_each_is_told_of_the_other_while_both_write(contributor: User, editor: User, browser_of) -> None:
    page = factories.create_page(body=BODY)
    martine, laurent = (browser_of(user, **OWN) for user in (contributor, editor))
    for browser in (martine, laurent):
        browser.clock.install()
    read(martine, page, "edit/")
    read(laurent, page, "edit/")
    expect(laurent.locator("[data-presence]")).to_contain_text("Martine L. écrit aussi.")
    expect(martine.locator("[data-presence]")).not_to_contain_text("écrit aussi")
    martine.clock.run_for(16_000)
    expect(martine.locator("[data-presence]")).to_contain_text("Laurent C. écrit aussi.")
    expect(martine.locator("[data-presence]")).to_have_attribute("role", "status")


def test_saving_does_not_wait_for_it(contributor: User, browser_of) -> None:
    page = factories.create_page(body=BODY)
    martine = browser_of(contributor, **OWN)
    martine.route("**/presence/", lambda route: None)  # never answered
    martine.clock.install()
    read(martine, page, "edit/")
    martine.clock.run_for(16_000)
    type_text(martine, f"{BODY}\n\nEncore.")
    martine.clock.resume()
    save(martine)
    page.refresh_from_db()
    assert page.version == 2
    assert not Presence.objects.exists(), "whoever has saved is gone"

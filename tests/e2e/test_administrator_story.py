"""An administrator looks after people and the contribution window; no page of hers offends the site's own policy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from campaign.models import Phase
from contributions.models import Page
from guide.models import Edition, Section
from tests import factories
from tests.admin_pages import address
from tests.e2e.acts import press

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_account_is_made_and_the_window_moved(sign_in) -> None:
    factories.create_contributor()
    window = factories.close_writing()
    browser = sign_in(factories.create_administrator())
    browser.goto(address(User, "add"))
    browser.fill("[name=username]", "nadia")
    browser.fill("[name=first_name]", "Nadia")
    browser.check("[name=usable_password][value=false]")
    press(browser, "[name=_save]")
    expect(browser.locator(".messagelist .success")).to_be_visible()
    assert User.objects.get(username="nadia").groups.get().name == "contributor"
    browser.goto(address(window, "change"))
    browser.fill("[name=ends_at_0]", (timezone.localdate() + timedelta(days=9)).strftime("%d/%m/%Y"))
    press(browser, "[name=_save]")
    assert Phase.objects.writing_is_open()


def test_every_page_of_the_admin_keeps_to_the_policy(browser_of, quick_pdf: None) -> None:
    """The console's complaints fail the test: see `new_context`."""
    factories.create_phase()
    tip = factories.create_tip(number=6)
    Section.objects.in_order()
    Edition.objects.draft().publish(by=User.objects.get(username="laurent"), accept_free_places=True)
    browser = browser_of(factories.create_administrator())
    for page in ["/admin/", *map(address, admin.site._registry)]:
        browser.goto(page)
        expect(browser.locator("#content h1")).to_be_visible()
    things = [tip, Page.objects.get(), Edition.objects.get(number=1), User.objects.get(username="laurent")]
    for thing in things:
        browser.goto(address(thing, "change"))
        expect(browser.locator("#content h2").first).to_be_visible()

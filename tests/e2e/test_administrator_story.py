"""An administrator looks after people and the contribution window; no page of hers offends the site's own policy."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.access import is_editor
from accounts.models import Role, User
from contributions.models import Page as WikiPage
from guide.models import Edition, Section
from tests import factories
from tests.admin_pages import address
from tests.e2e.acts import edit, press, read, told


@pytest.fixture
def karim(administrator: User, browser_of) -> Page:
    """His browser, signed in, at the administration: he comes to it from the foot of the site."""
    browser = browser_of(administrator)
    browser.goto("/")
    press(browser, "footer a[href='/admin/']")
    return browser


def test_the_contribution_window_is_moved_and_writing_is_open_again(karim: Page, contributor: User, browser_of) -> None:
    page = factories.create_page()
    window = factories.close_writing()
    martine = browser_of(contributor)
    read(martine, page)
    expect(martine.locator("article a[href$='/edit/']")).to_have_count(0)
    karim.goto("/settings/")
    press(karim, ".tabs a[href='/settings/calendar/']")
    press(karim, f"main li a[href='/settings/calendar/phases/{window.pk}/']")
    karim.fill("[name=last_day]", str(timezone.localdate() + timedelta(days=9)))
    karim.fill("[name=reason]", "Trois agences étaient fermées.")
    press(karim, "main form[data-draft] button.do")
    expect(told(karim).first).to_have_class("note ok")
    edit(martine, page, "Raccrochez.")
    expect(told(martine).first).to_have_class("note ok")
    expect(martine.locator("article .text")).to_have_text("Raccrochez.")


def test_an_empty_calendar_takes_the_usual_phases_by_the_keyboard_alone(karim: Page) -> None:
    karim.goto("/settings/calendar/")
    karim.locator("main a.do").focus()
    karim.keyboard.press("Enter")
    expect(karim.locator("[name=write-last_day]")).not_to_have_value("")
    karim.locator("[name=inform-note]").focus()
    karim.keyboard.type(" ")
    karim.locator("main form[data-draft] button.do").focus()
    karim.keyboard.press("Enter")
    expect(karim.locator("main ol > li")).to_have_count(8)


def test_a_phase_is_extended_by_a_week_by_the_keyboard_alone(karim: Page) -> None:
    window = factories.create_phase(days_left=3)
    karim.goto("/settings/calendar/")
    karim.locator(f"a[href='/settings/calendar/phases/{window.pk}/extend/']").focus()
    karim.keyboard.press("Enter")
    karim.locator("[name=to][value=week]").focus()
    karim.keyboard.press("Space")
    karim.keyboard.press("Tab")
    karim.locator("[name=reason]").focus()
    karim.keyboard.type("Trois agences étaient fermées.")
    karim.keyboard.press("Enter")
    expect(told(karim).first).to_have_class("note ok")
    window.refresh_from_db()
    assert window.last_day == timezone.localdate() + timedelta(days=10)
    karim.goto("/settings/calendar/history/")
    expect(karim.locator("main")).to_contain_text("Trois agences étaient fermées.")


def test_an_account_is_made_with_a_role_and_opens_what_the_role_may_do(karim: Page, browser_of) -> None:
    karim.goto("/accounts/people/")
    press(karim, "main a[href='/accounts/people/new/']")
    for name, value in {"username": "claire", "first_name": "Claire", "last_name": "Vasseur"}.items():
        karim.fill(f"[name={name}]", value)
    karim.get_by_label(str(Role.EDITOR.label)).check()
    press(karim, "main form button.do")
    claire = User.objects.get(username="claire")
    assert is_editor(claire)
    hers = browser_of(claire)
    hers.goto("/")
    expect(hers.locator(".nav a[href='/curation/']")).to_be_visible()


def test_the_history_of_a_page_is_read_and_cannot_be_rewritten(karim: Page, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un texte revu.", author=contributor, summary="plus court")
    karim.goto(address(WikiPage))
    press(karim, karim.get_by_role("link", name=page.title))
    press(karim, ".field-revisions a")
    revisions = karim.locator("#result_list tbody tr")
    expect(revisions).to_have_count(2)
    expect(revisions.first).to_contain_text("plus court")
    press(karim, revisions.first.locator("th a"))
    expect(karim.locator("#content")).to_contain_text("Un texte revu.")
    expect(karim.locator("#content-main").get_by_role("textbox")).to_have_count(0)
    expect(karim.locator("[name=_save]")).to_have_count(0)


RULED = re.compile(r"<(?:script|style|link|img|iframe|object|embed|base|meta|svg)\b[^>]*>|(?<=\s)(?:on\w+|style)=.\S*")


def ruled_by_a_policy(page: str) -> set[str]:
    """All in a page that its policy might refuse, each as it is written but for the nonce."""
    return {re.sub(r'\snonce="[^"]*"', "", part) for part in RULED.findall(page)}


@pytest.mark.once
def test_every_page_of_the_admin_keeps_to_the_policy(browser_of) -> None:
    """The console's complaints fail the test: see `new_context`."""
    factories.create_phase()
    tip = factories.create_tip(number=6)
    Section.objects.in_order()
    Edition.objects.in_preparation().publish(by=User.objects.get(username="laurent"), accept_free_places=True)
    things = [tip, WikiPage.objects.get(), Edition.objects.get(number=1), User.objects.get(username="laurent")]
    lists = map(address, admin.site._registry)
    pages = ["/admin/", *(address(thing, "change") for thing in things), *lists]
    administrator = factories.create_administrator()
    browser, client = browser_of(administrator), Client()
    client.force_login(administrator, backend="accounts.sessions.RolesBackend")
    seen: set[str] = set()
    for page in pages:
        response = client.get(page)
        assert response.status_code == HTTPStatus.OK
        parts = ruled_by_a_policy(response.text)
        if not parts <= seen:  # else it is made as pages that the browser has opened
            browser.goto(page)
            expect(browser.locator("#content h1, #content h2").first).to_be_visible()
        seen |= parts

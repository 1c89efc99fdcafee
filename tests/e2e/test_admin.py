"""What an administrator does in the administration; that its pages obey the site's policy, the fixture sees to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.access import is_editor
from accounts.models import User
from contributions.models import Page as WikiPage
from tests import factories
from tests.e2e.acts import edit, press, read


@pytest.fixture
def karim(administrator: User, browser_of) -> Page:
    """His browser, signed in, at the administration: he comes to it from the foot of the site."""
    browser = browser_of(administrator)
    browser.goto("/")
    press(browser, "footer a[href='/admin/']")
    return browser


def test_he_moves_the_contribution_window(karim: Page, contributor: User, browser_of) -> None:
    page = factories.create_page()
    phase = factories.close_writing()
    martine = browser_of(contributor)
    read(martine, page)
    expect(martine.locator("article a[href$='/edit/']")).to_have_count(0)
    karim.click("#content-main a[href='/admin/campaign/phase/']")
    press(karim, karim.locator("#result_list tbody th a"))
    tomorrow = timezone.localtime() + timedelta(days=1)
    karim.fill("[name=ends_at_0]", tomorrow.strftime("%d/%m/%Y"))
    press(karim, "[name=_save]")
    expect(karim.locator(".messagelist .success")).to_be_visible()
    phase.refresh_from_db()
    assert phase.state() == "now"
    edit(martine, page, "Raccrochez.")
    expect(martine.locator("article .text")).to_have_text("Raccrochez.")


def test_he_makes_a_person_with_a_role_who_can_sign_in(karim: Page, visitor: Page) -> None:
    for role in ("contributor", "editor"):
        factories.create_user(username=role, role=factories.Role(role))
    karim.goto("/admin/accounts/user/")
    press(karim, ".object-tools a")
    for name, value in {"username": "claire", "first_name": "Claire", "last_name": "Vasseur"}.items():
        karim.fill(f"[name={name}]", value)
    karim.get_by_label("rédacteur").check()
    for name in ("password1", "password2"):
        karim.fill(f"[name={name}]", factories.PASSWORD)
    press(karim, "[name=_save]")
    claire = User.objects.get(username="claire")
    assert is_editor(claire)
    visitor.goto("/accounts/login/")
    visitor.fill("[name=login]", "claire")
    visitor.fill("[name=password]", factories.PASSWORD)
    press(visitor, "main button[type=submit]")
    expect(visitor.locator(".nav a[href='/curation/']")).to_be_visible()


def test_he_looks_at_the_history_of_a_page_and_cannot_rewrite_it(karim: Page, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    factories.edit_page(page, "Un texte revu.", author=contributor, summary="plus court")
    karim.goto("/admin/contributions/page/")
    press(karim, karim.get_by_role("link", name=page.title))
    press(karim, ".field-revisions a")
    expect(karim.locator("#result_list tbody tr")).to_have_count(2)
    expect(karim.locator("#result_list tbody tr").first).to_contain_text("plus court")
    press(karim, karim.locator("#result_list tbody th a").first)
    expect(karim.locator("#content")).to_contain_text("Un texte revu.")
    expect(karim.locator("#content-main [name=title], #content-main [name=body], [name=_save]")).to_have_count(0)


def test_no_list_or_form_breaks_the_policy_of_the_site(karim: Page) -> None:
    """The fixture of the browser fails the test when the console complains."""
    factories.create_page()
    karim.goto("/admin/")
    lists = karim.locator("#content-main th a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(lists) > 8
    for address in lists:
        assert karim.goto(address).status == 200
    for address in ("/admin/accounts/user/add/", "/admin/themes/theme/add/", "/admin/campaign/phase/add/"):
        assert karim.goto(address).status == 200
        expect(karim.locator("[name=_save]")).to_be_visible()

"""From an empty database to the home page, signed in, by the one-time link alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from campaign.models import SetUpLink
from campaign.site_settings.models import SiteSettings
from tests.e2e.acts import press, told

pytestmark = [pytest.mark.both, pytest.mark.not_set_up]

TYPED = {
    "first_name": "Anne",
    "last_name": "Favre",
    "username": "anne",
    "email": "anne@helvia.example",
    "name": "Helvia en ligne",
    "publisher": "Helvia Assurances",
    "sender_address": "guide@helvia.example",
}


def test_the_first_administrator_sets_the_site_up(visitor: Page, axe: Callable[..., list[str]], mailoutbox) -> None:
    visitor.goto("/wiki/")
    expect(visitor).to_have_url(re.compile("/set-up/$"))
    assert axe(visitor) == []
    stand_in(visitor, "Asia/Tokyo")
    visitor.goto(urlsplit(SetUpLink.objects.make()).path)
    expect(visitor.locator("[name=language]")).to_have_value("fr")  # that of the browser, to begin with
    expect(visitor.locator("[name=time_zone]")).to_have_value("Asia/Tokyo")
    for name, value in TYPED.items():
        visitor.fill(f"[name={name}]", value)
    visitor.select_option("[name=language]", "en")
    visitor.fill("[name=password1]", "quatre mots sans lien")
    visitor.fill("[name=password2]", "quatre mots sans rien")
    press(visitor, "main form button[type=submit]")
    expect(visitor.locator("[name=password2]")).to_have_attribute("aria-invalid", "true")
    expect(visitor.locator("[name=publisher]")).to_have_value("Helvia Assurances")
    expect(visitor.locator("[name=language]")).to_have_value("en")
    assert axe(visitor) == []
    for name in ("password1", "password2"):
        visitor.fill(f"[name={name}]", "quatre mots sans lien")
    press(visitor, "main form button[type=submit]")
    expect(visitor).to_have_title(re.compile("Helvia en ligne"))
    expect(told(visitor).first).to_have_class("note ok")
    assert SiteSettings.objects.values_list("language", "time_zone").get() == ("en", "Asia/Tokyo")


def test_an_administrator_changes_the_name_and_everybody_reads_it(visitor: Page) -> None:
    visitor.goto(urlsplit(SetUpLink.objects.make()).path)
    for name, value in (TYPED | dict.fromkeys(("password1", "password2"), "quatre mots sans lien")).items():
        visitor.fill(f"[name={name}]", value)
    visitor.select_option("[name=language]", "en")
    visitor.select_option("[name=time_zone]", "America/Argentina/Buenos_Aires")
    press(visitor, "main form button[type=submit]")
    visitor.goto("/settings/")
    visitor.fill("[name=name]", "Helvia autrement")
    press(visitor, "main form.stack .btn.do")
    expect(visitor.locator(".brand")).to_contain_text("Helvia autrement")
    assert SiteSettings.objects.get().version == 2
    visitor.goto("/settings/history/")
    expect(visitor.locator("del").first).to_have_text("Helvia en ligne")
    expect(visitor.locator("ins").first).to_have_text("Helvia autrement")


def stand_in(visitor: Page, time_zone: str) -> None:
    tools = visitor.context.new_cdp_session(visitor)
    tools.send("Emulation.setTimezoneOverride", {"timezoneId": time_zone})

"""« Réglages »: an administrator changes what her organisation decides, sees who changed what, and tries the sender."""

from __future__ import annotations

import re
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from campaign.site_settings.models import SiteSettings
from tests import factories
from tests.sending import loaded

pytestmark = pytest.mark.django_db


@pytest.mark.once
def test_it_is_reached_from_the_menu_of_administrators_alone(as_administrator: Client, as_editor: Client) -> None:
    assert 'href="/settings/"' in as_administrator.get("/").text
    assert 'href="/settings/"' not in as_editor.get("/").text


def test_what_is_saved_counts_and_stands_in_the_history(as_administrator: Client, administrator: User) -> None:
    form = loaded(as_administrator, "/settings/", ["publisher"])
    sent = form | {
        "publisher": "Helvia",
        "subtitle_it": "quel che sappiamo",
        "address": "https://helvia.example/guide/",
    }
    sent.pop("guide_is_public", None)
    assert as_administrator.post("/settings/", sent).headers["Location"] == "/settings/"
    row = SiteSettings.objects.get()
    assert (row.publisher, row.address, row.guide_is_public) == ("Helvia", "helvia.example/guide", False)
    assert row.words_in == {"it": {"subtitle": "quel che sappiamo"}}
    history = as_administrator.get("/settings/history/")
    [version] = history.context["versions"]
    assert version.author == str(administrator)
    assert {change.after for change in version.changes} >= {"Helvia", "quel che sappiamo", "helvia.example/guide"}


@pytest.mark.once
def test_what_she_typed_and_unticked_stands_there_when_she_comes_back(
    as_administrator: Client, administrator: User
) -> None:
    assert as_administrator.get("/settings/").context["form"]["guide_is_public"].value() is True
    factories.store_draft(
        administrator, key="site-settings", url="/settings/", name="Helvia en ligne", wiki_is_public="on"
    )
    form = as_administrator.get("/settings/").context["form"]
    shown = {name: form[name].value() for name in ("name", "guide_is_public", "wiki_is_public")}
    assert shown == {"name": "Helvia en ligne", "guide_is_public": "", "wiki_is_public": "on"}


def test_a_version_says_what_it_changed_and_nothing_else(as_administrator: Client, administrator: User) -> None:
    row = SiteSettings.objects.get()
    row.decide({"name": "Un"}, by=administrator)
    row.decide({"name": "Deux", "wiki_is_public": True}, by=administrator)
    newest = as_administrator.get("/settings/history/").context["versions"][0]
    assert [(change.before, change.after) for change in newest.changes] == [("Un", "Deux"), ("non", "oui")]


@pytest.mark.once
def test_a_letter_to_herself_tries_the_sender(as_administrator: Client, administrator: User) -> None:
    told = as_administrator.post("/settings/trial-letter/", follow=True)
    [letter] = mail.outbox
    assert letter.to == [administrator.email]
    assert letter.from_email == "Campagne d’essai <guide@guide.example>"
    assert administrator.email in told.text
    factories.change_site_settings(sender_name="La rédaction")
    as_administrator.post("/settings/trial-letter/")
    assert mail.outbox[1].from_email == "La rédaction <guide@guide.example>"


@pytest.mark.once
@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (SMTPSenderRefused(550, b"5.7.1 Sender not allowed", "guide@guide.example"), "550 5.7.1 Sender not allowed"),
        (SMTPRecipientsRefused({"a@b": (554, b"No such mailbox")}), "554 No such mailbox"),
    ],
)
def test_what_the_mail_server_answers_is_said(
    as_administrator: Client, monkeypatch: pytest.MonkeyPatch, problem: Exception, words: str
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise problem

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    told = as_administrator.post("/settings/trial-letter/", follow=True)
    assert words in told.text


def test_an_account_without_an_address_is_told_so(as_administrator: Client, administrator: User) -> None:
    User.objects.update(email="")
    as_administrator.post("/settings/trial-letter/")
    assert mail.outbox == []


@pytest.mark.once
@pytest.mark.parametrize("address", ["/settings/", "/settings/history/"])
def test_the_parts_of_the_settings_lead_to_each_other_and_say_which_is_read(
    as_administrator: Client, address: str
) -> None:
    screen = as_administrator.get(address)
    [parts] = re.findall(r'<nav class="tabs" aria-label="Parties des réglages">(.*?)</nav>', screen.text, re.DOTALL)
    links = {href: "aria-current" in link for link, href in re.findall(r'(<a\s+href="([^"]+)"[^>]*>)', parts)}
    assert len(links) > 1
    assert [href for href, is_current in links.items() if is_current] == ["/settings/"]
    assert re.search(r'<a href="/settings/" aria-current="page"><svg', screen.text), "the menu says it as well"

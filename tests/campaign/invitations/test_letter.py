"""The letter: what it says in whose language, and what its headers tell mail programs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from campaign.invitations.composing_waves import compose_letter, letter_text
from campaign.invitations.models import Wave
from campaign.invitations.sending import send_what_is_due
from campaign.invitations.wave_plans import rendered_words
from notifications.mail.absolute_urls import links_about_the_site
from tests import factories
from tests.campaign.invitations.made import NOON, Server, create_running_wave, create_wave, organiser, words

pytestmark = pytest.mark.django_db

BODY = """Racontez **ce que vous savez**, <script>alert(1)</script> "là".

- [une page](/wiki/)
- ![un phare](/media/images/0123456789abcdef/phare.webp)
"""


def message_to(person: User, wave: Wave):
    return compose_letter(wave.letters.get(person=person)).message()


def test_its_headers(server: type[Server]) -> None:
    person = factories.create_contributor()
    wave = create_running_wave(by=organiser())
    send_what_is_due(at=NOON)
    (letter,) = server.letters
    message = letter.message()
    assert letter.from_email.startswith(f"retours+w{wave.letters.get().pk}-")
    assert letter.from_email.endswith("@guide.example")
    assert message["From"] == "Campagne d’essai <guide@guide.example>"
    assert message["To"] == person.email
    assert message["Subject"] == "Une phrase suffit"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(message["List-Unsubscribe"]).startswith("<https://guide.example/invitations/stop/")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] is None
    assert b"\nList-Unsubscribe: <https://guide.example/invitations/stop/" in message.as_bytes()


def test_without_an_address_for_what_comes_back_the_sender_is_that_of_the_site(settings, server: type[Server]) -> None:
    settings.BOUNCE_ADDRESS = ""
    factories.create_contributor()
    create_running_wave(by=organiser())
    send_what_is_due(at=NOON)
    assert "guide@guide.example" in server.letters[0].from_email


def test_nothing_in_it_is_fetched_or_tells_who_reads_it() -> None:
    person = factories.create_contributor(password="correct horse battery staple")
    wave = create_running_wave(by=organiser(), words=words(body=BODY))
    message = message_to(person, wave)
    html = message.get_body(("html",)).get_content()
    assert "<img" not in html
    assert "un phare" in html
    assert "<script>" not in html
    assert 'href="https://guide.example/wiki/"' in html
    text = message.get_body(("plain",)).get_content()
    links = [part for part in text.split() if part.startswith("https://")]
    own = [link for link in links if "/invitations/stop/" in link]
    assert len(own) == 1
    assert set(links) - set(own) == {
        "https://guide.example/accounts/login/?next=%2F",
        "https://guide.example/invitations/mine/",
        *links_about_the_site("fr").values(),
    }


def test_as_plain_text_it_reads_well_without_a_sign_of_markdown() -> None:
    body = """## Trois *questions*

Lisez [la page](/wiki/) **avant** le 3 mai
ou <https://intranet.example/>.

1. Un
    - une `chose`
2. Deux

> Une phrase.
>
> Une autre.
"""
    person = factories.create_contributor()
    text = letter_text(create_running_wave(by=organiser(), words=words(body=body)).words_in("fr").html)
    assert (
        text
        == """Trois questions

Lisez la page (https://guide.example/wiki/) avant le 3 mai ou https://intranet.example/.

1. Un
   - une chose
2. Deux

    Une phrase.

    Une autre."""
    )
    assert text in message_to(person, Wave.objects.get()).get_body(("plain",)).get_content()


def test_each_person_reads_it_in_her_language_and_the_first_one_where_it_is_missing() -> None:
    english, italian = factories.create_contributor(language="en"), factories.create_translator(language="it")
    said = words(en=rendered_words("One sentence is enough", "Tell **us**.", language="en"))
    wave = create_running_wave(by=organiser(), words=said)
    assert message_to(english, wave)["Subject"] == "One sentence is enough"
    assert "Hello Martine." in message_to(english, wave).get_body(("plain",)).get_content()
    message = message_to(italian, wave)
    assert message["Subject"] == "Une phrase suffit"
    html = message.get_body(("html",)).get_content()
    assert '<div lang="fr">' in html
    assert '<html lang="it">' in html


def way_in(message: Any) -> str:
    (address,) = re.findall(r"https://guide\.example(\S+/invitation/\S+)", message.get_body(("plain",)).get_content())
    assert address in message.get_body(("html",)).get_content()
    return str(address)


def test_who_has_no_password_chooses_it_by_the_letter_and_is_signed_in(client: Client, server: type[Server]) -> None:
    person = factories.create_contributor(password=None)
    wave = create_running_wave(by=organiser())
    message = message_to(person, wave)
    send_what_is_due(at=NOON)
    for _scanner in range(2):
        assert client.get(way_in(message)).status_code == 200
    password = "quatre mots qui ne vont pas ensemble"
    answer = client.post(way_in(message), {"password1": password, "password2": password}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert answer.context["user"] == person
    person.refresh_from_db()
    assert "/invitation/" not in message_to(person, wave).get_body(("plain",)).get_content()


def test_a_reminder_has_a_way_in_of_its_own(client: Client) -> None:
    person = factories.create_contributor(password=None)
    wave = create_running_wave(by=organiser())
    wave.letters.update(state="sent", sent_at=NOON - timedelta(days=20))
    reminder = create_wave(reminds=wave, state="running")
    reminder.letters.create(person=person)
    assert client.get(way_in(message_to(person, reminder))).status_code == 200


def test_an_organiser_tries_it_out_on_herself(server: type[Server], editor: User, as_editor: Client) -> None:
    wave = create_wave(previewed_at=None)
    factories.create_contributor()
    with pytest.raises(ValidationError):
        wave.check_ready(at=NOON)
    as_editor.post(f"/invitations/{wave.pk}/preview/")
    assert server.taken == [editor.email]
    assert "lettre d’essai" in server.letters[0].body
    wave.refresh_from_db()
    assert wave.previewed_at is not None
    wave.check_ready(at=NOON)
    wave.write(words(subject="Autre chose"))
    wave.refresh_from_db()
    assert wave.previewed_at is None

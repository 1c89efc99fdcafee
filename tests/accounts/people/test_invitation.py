"""An invitation: a letter whose link sets the first password, once, within two weeks, and by a press of its button alone."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.core import mail, signing
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.people.invitations import invite, signed_for
from notifications.mail.delivery import deliver_at_once
from notifications.mail.outbox import Letter
from tests import factories

PASSWORD = "quatre mots qui ne vont pas ensemble"


@pytest.fixture
def elodie(db: None) -> User:
    person = factories.create_user(username="elodie", first_name="Élodie", language="en")
    person.set_unusable_password()
    person.save()
    return person


def letters() -> list[Any]:
    deliver_at_once.call()
    return list(mail.outbox)  # type: ignore[attr-defined]


def link_in(letter: Any) -> str:
    (address,) = re.findall(r"https?://\S+/invitation/\S+", str(letter.body))
    return urlsplit(address).path


def choose(client: Client, link: str, password: str = PASSWORD) -> Any:
    return client.post(link, {"password1": password, "password2": password}, follow=True)


def later(days: int) -> Any:
    real = signing.time.time  # type: ignore[attr-defined]
    return patch.object(signing.time, "time", lambda: real() + days * 86_400)  # type: ignore[attr-defined]


@pytest.mark.once
def test_the_letter_is_in_the_language_of_the_person_and_its_link_leads_in(elodie: User, client: Client) -> None:
    invite(elodie)
    (letter,) = letters()
    assert letter.to == ["elodie@example.org"] and "You are invited" in letter.subject and "elodie" in letter.body
    assert "Choose your password" in client.get(link_in(letter)).content.decode()
    answer = choose(client, link_in(letter))
    assert answer.redirect_chain[-1][0] == reverse("home") and answer.context["user"] == elodie
    elodie.refresh_from_db()
    assert elodie.check_password(PASSWORD) and elodie.last_login is not None and elodie.invited_at is not None


def test_opening_the_link_changes_nothing_however_often(elodie: User, client: Client) -> None:
    before = User.objects.filter(pk=elodie.pk).values().get()
    for _time in range(3):
        assert client.get(reverse("invitation", args=[signed_for(elodie)])).status_code == 200
    assert User.objects.filter(pk=elodie.pk).values().get() == before
    assert not client.session.keys()


def test_a_link_serves_once_and_the_others_that_were_sent_serve_no_more(elodie: User, client: Client) -> None:
    link = reverse("invitation", args=[signed_for(elodie)])
    choose(client, link)
    again = choose(Client(), link, "un tout autre mot de passe, plus long")
    assert again.status_code == 410
    elodie.refresh_from_db()
    assert elodie.check_password(PASSWORD)
    late = Client().get(link)
    assert late.status_code == 410
    assert f"{reverse('account_login')}?next={reverse('home')}" in late.content.decode()
    assert client.get(link).headers["Location"] == reverse("home")  # she is signed in: the letter still leads there


def test_after_two_weeks_the_page_offers_to_ask_again(elodie: User, client: Client) -> None:
    link = reverse("invitation", args=[signed_for(elodie)])
    with later(days=13):
        assert client.get(link).status_code == 200
    with later(days=15):
        late = client.get(link)
        assert late.status_code == 410 and choose(client, link).status_code == 410
        again = reverse("invitation_again", args=[link.split("/")[-2]])
        assert again in late.content.decode()
        assert client.get(again).status_code == 405 and not letters()
        client.post(again)
    (letter,) = letters()
    assert choose(client, link_in(letter)).context["user"] == elodie


def test_a_link_that_was_cut_says_so_kindly(elodie: User, client: Client) -> None:
    assert client.get(reverse("invitation", args=[signed_for(elodie)[:-3]])).status_code == 410


def test_the_link_of_a_stopped_account_says_that_it_was_stopped_and_whom_to_ask(elodie: User, client: Client) -> None:
    signed = signed_for(elodie)
    factories.change_site_settings(contact_address="accounts@helvia.example")
    User.objects.filter(pk=elodie.pk).update(is_active=False)
    answer = choose(client, reverse("invitation", args=[signed]))
    said = answer.content.decode()
    assert answer.status_code == 410 and "Your account is stopped" in said and "accounts@helvia.example" in said
    assert "mail program" not in said
    client.post(reverse("invitation_again", args=[signed]))
    assert letters() == []


def test_another_address_and_erasing_withdraw_the_link(elodie: User, administrator: User, client: Client) -> None:
    link = reverse("invitation", args=[signed_for(elodie)])
    User.objects.filter(pk=elodie.pk).update(email="mercier@example.org")
    answer = choose(client, link)
    assert answer.status_code == 410 and "Your account has changed" in answer.content.decode()
    User.objects.get(pk=elodie.pk).erase(by=administrator, reason="She asked for it.")
    assert choose(client, link).status_code == 410
    assert not User.objects.get(pk=elodie.pk).has_usable_password()


def test_whoever_asks_for_another_letter_herself_is_not_noted_as_invited_again(elodie: User, client: Client) -> None:
    before = elodie.invited_at
    with later(days=15):
        signed = signed_for(elodie)
    client.post(reverse("invitation_again", args=[signed]))
    elodie.refresh_from_db()
    assert len(letters()) == 1 and elodie.invited_at == before


def test_a_link_of_before_a_stop_serves_no_more_when_the_account_is_open_again(
    elodie: User, administrator: User, client: Client
) -> None:
    signed = signed_for(elodie)
    elodie.stop(by=administrator, reason="Partie.")
    assert choose(client, reverse("invitation", args=[signed])).status_code == 410
    elodie.restart(by=administrator)
    assert choose(client, reverse("invitation", args=[signed])).status_code == 410
    elodie.refresh_from_db()
    assert not elodie.has_usable_password() and elodie.last_login is None
    assert choose(client, reverse("invitation", args=[signed_for(elodie)])).context["user"] == elodie


def test_a_password_that_is_too_easy_is_refused_and_the_link_still_serves(elodie: User, client: Client) -> None:
    link = reverse("invitation", args=[signed_for(elodie)])
    assert choose(client, link, "elodie").status_code == 422
    assert choose(client, link).status_code == 200


def test_nobody_who_has_a_password_or_no_address_or_a_stopped_account_is_written_to(elodie: User) -> None:
    known = factories.create_contributor(password=PASSWORD)
    User.objects.filter(pk=factories.create_editor(password=None).pk).update(email="")
    factories.create_translator(is_active=False, password=None)
    for person in User.objects.all():
        invite(person)
    assert [letter.to for letter in letters()] == [["elodie@example.org"]]
    assert User.objects.get(pk=known.pk).invited_at != known.invited_at  # noted alike: who has a password is not told


def test_a_letter_that_waited_until_the_password_was_chosen_is_not_sent(elodie: User, client: Client) -> None:
    invite(elodie)
    mail.outbox.clear()  # type: ignore[attr-defined]
    Letter.objects.update(state=Letter.State.WAITING, tries=0)
    choose(client, reverse("invitation", args=[signed_for(elodie)]))
    assert letters() == []

"""A forgotten password: from the letter to the new one, and nothing told to whoever asks for another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from notifications.mail.delivery import deliver_at_once, deliver_what_is_due
from notifications.mail.outbox import Letter
from notifications.mail.server_rest import MailServerRest
from tests import factories
from tests.accounts.test_sign_in import is_signed_in, sign_in_as

NEW_PASSWORD = "une phrase que personne ne devine"


@pytest.fixture
def martine(db: None) -> User:
    return factories.create_contributor(email="martine@example.org", password=factories.PASSWORD)


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _committed(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    """Each test commits at its end; what the worker would do then is done when its letters are asked for."""
    with django_capture_on_commit_callbacks():
        yield


def letters() -> list[Any]:
    """What the worker has sent."""
    deliver_at_once.call()
    return list(mail.outbox)  # type: ignore[attr-defined]


def link_in(letter: Any) -> str:
    (address,) = re.findall(r"https?://\S+/password/reset/key/\S+", str(letter.body))
    return urlsplit(address).path


def ask_for_letter(client: Client, address: str = "martine@example.org") -> Any:
    return client.post(reverse("account_reset_password"), {"email": address}, follow=True)


def choose_password(client: Client, link: str, password: str = NEW_PASSWORD) -> Any:
    """What a browser does: it opens the link, is led to an address without the key, and sends the form there."""
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"password1": password, "password2": password}, follow=True)


@pytest.mark.once
def test_the_mailed_link_leads_to_a_new_password_that_signs_in(martine: User, client: Client) -> None:
    ask_for_letter(client)
    (letter,) = letters()
    choose_password(client, link_in(letter))
    sign_in_as(client, "martine", NEW_PASSWORD)
    assert is_signed_in(client)


@pytest.mark.parametrize("key", [1, 35, 36, 46_655, 10_000_000])
def test_the_link_of_every_account_is_cut_at_its_first_hyphen(client: Client, key: int) -> None:
    factories.create_contributor(pk=key, email="martine@example.org", password=factories.PASSWORD)
    ask_for_letter(client)
    choose_password(client, link_in(letters()[0]))
    assert User.objects.get(pk=key).check_password(NEW_PASSWORD)


def test_a_link_serves_once(martine: User, client: Client) -> None:
    ask_for_letter(client)
    link = link_in(letters()[0])
    choose_password(client, link)
    choose_password(Client(), link, "une autre phrase, d’un autre")
    assert User.objects.get().check_password(NEW_PASSWORD)


def test_a_link_that_was_cut_offers_another_one(martine: User, client: Client) -> None:
    page = client.get("/accounts/password/reset/key/1-cut/")
    assert "Ce lien ne sert plus" in page.content.decode()
    assert reverse("account_reset_password") in page.content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        ("fr", "Choisir un nouveau mot de passe", "Bonjour Martine. Quelqu’un, sans doute vous,"),
        ("en", "Choose a new password", "Hello Martine. Somebody, probably you,"),
    ],
)
def test_the_letter_speaks_the_voice_of_the_house_in_the_persons_language(
    martine: User, client: Client, language: str, subject: str, words: str
) -> None:
    User.objects.filter(pk=martine.pk).update(language=language)
    ask_for_letter(client)
    (letter,) = letters()
    text = " ".join(str(letter.body).split())
    assert (letter.subject, letter.to) == (subject, ["martine@example.org"])
    assert words in text and "« martine »" in text.replace("\xa0", " ").replace("“", "« ").replace("”", " »")
    assert "Campagne d’essai" in letter.from_email
    assert link_in(letter) in str(letter.alternatives[0].content)
    assert "List-Unsubscribe" not in letter.extra_headers and "unsubscribe" not in text


@pytest.mark.once
@pytest.mark.parametrize(
    ("language", "subject", "words"),
    [
        (
            "en",
            "Choose your password",
            "If it was not you, there is nothing to do: your account stays without a password.",
        ),
        ("fr", "Choisissez votre mot de passe", "il n’y a rien à faire : votre compte reste sans mot de passe."),
    ],
)
def test_who_never_chose_a_password_chooses_one_and_is_signed_in(
    martine: User, client: Client, language: str, subject: str, words: str
) -> None:
    martine.set_unusable_password()
    martine.language = language
    martine.save()
    ask_for_letter(client)
    (letter,) = letters()
    text = " ".join(str(letter.body).split())
    assert letter.subject == subject and words in text.replace("\xa0", " ")
    assert "new password" not in text and "nouveau mot de passe" not in text
    (link,) = re.findall(r"https?://[^/]+(\S+/invitation/\S+)", str(letter.body))
    answer = client.post(link, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("home") and is_signed_in(client)
    assert User.objects.get().check_password(NEW_PASSWORD)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Ce mot de passe est trop court. Il lui faut au moins 12 caractères."),
        ("it", "Questa password è troppo corta. Deve contenere almeno 12 caratteri."),
        ("ja", "このパスワードは短すぎます。12文字以上にしてください。"),
    ],
)
def test_every_language_says_that_a_password_is_too_short(language: str, words: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("zqxv")
    assert words in refused.value.messages


@pytest.mark.once
def test_an_address_that_nobody_has_gets_no_letter_and_the_same_answer(martine: User, client: Client) -> None:
    known, unknown = ask_for_letter(client), ask_for_letter(client, "nobody@example.org")
    assert known.redirect_chain == unknown.redirect_chain
    assert [letter.to for letter in letters()] == [["martine@example.org"]]


def test_the_request_does_the_same_whether_or_not_somebody_has_the_address(martine: User, settings) -> None:
    """What it asks of the database, statement by statement: the letter is a task's, which looks who it is for."""
    settings.TASKS = {"default": {"BACKEND": "campaign.site_settings.current.TaskBackend", "QUEUES": []}}
    ask_for_letter(Client(REMOTE_ADDR="192.0.2.9"), "somebody@example.org")  # what is loaded once
    statements = []
    for number, address in enumerate(("martine@example.org", "nobody@example.org")):
        with CaptureQueriesContext(connection) as queries:
            ask_for_letter(Client(REMOTE_ADDR=f"192.0.2.{number}"), address)
        asked = [one for one in queries if "SAVEPOINT" not in one["sql"]]
        statements.append([re.sub(r"'[^']*'|\d+", "?", one["sql"])[:60] for one in asked])
    assert statements[0] == statements[1]
    assert sum("django_tasks" in one for one in statements[0]) == 1


@pytest.mark.once
def test_nobody_gets_a_second_letter_within_minutes_however_often_it_is_asked_for(martine: User) -> None:
    for number in range(4):
        ask_for_letter(Client(REMOTE_ADDR=f"192.0.2.{number}"))
    assert len(letters()) == 1


def test_somebody_whose_account_is_stopped_gets_no_letter(martine: User, client: Client) -> None:
    ask_for_letter(client)
    User.objects.update(is_active=False)
    assert letters() == []


def test_a_link_of_before_a_stop_changes_nothing_neither_then_nor_when_the_account_is_open_again(
    martine: User, client: Client
) -> None:
    by = factories.create_administrator()
    ask_for_letter(client)
    link = link_in(letters()[0])
    martine.stop(by=by, reason="Partie.")
    choose_password(Client(), link)
    martine.refresh_from_db()
    assert not martine.is_active and not martine.check_password(NEW_PASSWORD)
    martine.restart(by=by)
    choose_password(Client(), link)
    martine.refresh_from_db()
    assert not martine.check_password(NEW_PASSWORD)


def test_the_letter_waits_while_the_mail_server_is_away_and_no_request_waits_with_it(
    martine: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_self: Any, *_messages: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailBackend, "open", away, raising=False)
        answer = ask_for_letter(client)
        assert answer.status_code == 200
        assert "un courriel est en route" in answer.content.decode()
        assert letters() == []
    MailServerRest.objects.end_rest()
    deliver_what_is_due()
    (letter,) = letters()
    choose_password(client, link_in(letter))
    assert User.objects.get().check_password(NEW_PASSWORD)


def test_no_link_to_a_password_is_stored_in_the_database(martine: User, client: Client) -> None:
    ask_for_letter(client)
    key = link_in(letters()[0]).rstrip("/").rpartition("-")[2]
    assert key not in str(list(Letter.objects.values()))


@pytest.mark.once
def test_whoever_changed_a_password_is_told_by_letter(martine: User, client: Client) -> None:
    ask_for_letter(client)
    choose_password(client, link_in(letters()[0]))
    assert [letter.subject for letter in letters()] == [
        "Choisir un nouveau mot de passe",
        "Votre mot de passe a été changé",
    ]
    sign_in_as(client, "martine", NEW_PASSWORD)
    typed = {"oldpassword": NEW_PASSWORD, "password1": factories.PASSWORD, "password2": factories.PASSWORD}
    client.post(reverse("account_change_password"), typed)
    assert User.objects.get().check_password(factories.PASSWORD)
    assert letters()[-1].subject == "Votre mot de passe a été changé" and len(letters()) == 3

"""Guessing is slow, and whoever guesses keeps nobody but herself out."""

from __future__ import annotations

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import devices
from accounts.models import User
from guide_project import environment
from tests import factories
from tests.accounts.test_sign_in import PASSWORD, is_signed_in, sign_in_as

OUTSIDE, OFFICE = "203.0.113.9", "192.0.2.1"


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


@pytest.fixture
def laurent(db: None) -> User:
    return person("laurent")


def person(name: str) -> User:
    user = factories.create_contributor(username=name)
    user.set_password(PASSWORD)
    user.save()
    return user


def guess(address: str, login: str = "laurent", *, times: int = 5) -> None:
    for _ in range(times):
        sign_in_as(Client(REMOTE_ADDR=address), login, "pas celui-là")


def limit(settings, **limits: tuple[int, int]) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | environment.rates_for_allauth(limits)


def gets_in(address: str, login: str = "laurent", client: Client | None = None) -> bool:
    client = client or Client()
    client.defaults["REMOTE_ADDR"] = address
    sign_in_as(client, login)
    return is_signed_in(client)


@pytest.mark.once
def test_a_stranger_who_guesses_keeps_nobody_out_but_herself(laurent: User) -> None:
    guess(OUTSIDE)
    assert not gets_in(OUTSIDE)
    assert gets_in(OFFICE)


def test_the_name_and_the_address_of_one_account_are_counted_together(laurent: User) -> None:
    for login in ("laurent", "LAURENT", "laurent@example.org", " laurent ", "Laurent@Example.org"):
        guess(OUTSIDE, login, times=1)
    assert not gets_in(OUTSIDE)


@pytest.mark.once
def test_a_forged_address_counts_as_the_true_one(laurent: User, settings) -> None:
    for proxies in (0, 1):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
        for number in range(5):
            client = Client(REMOTE_ADDR=OUTSIDE, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, {OUTSIDE}")
            sign_in_as(client, "laurent", "pas celui-là")
        assert not gets_in(OUTSIDE)
        cache.clear()


@pytest.mark.once
def test_a_colleague_at_the_same_address_keeps_nobody_out_of_a_device_on_which_she_has_signed_in(
    laurent: User, settings
) -> None:
    limit(settings, wrong_at_address=(5, 5), try_at_address=(6, 6))
    known = Client()
    assert gets_in(OFFICE, client=known)
    known.post(reverse("account_logout"))
    guess(OFFICE)
    assert not gets_in(OFFICE)
    assert gets_in(OFFICE, client=known)


@pytest.mark.once
def test_a_device_knows_only_whom_it_has_seen(laurent: User) -> None:
    person("martine")
    known = Client()
    assert gets_in(OFFICE, "martine", client=known)
    known.post(reverse("account_logout"))
    guess(OFFICE)
    assert not gets_in(OFFICE, client=known)


@pytest.mark.once
def test_several_people_can_be_known_on_one_device(laurent: User) -> None:
    person("martine")
    known = Client()
    for login in ("martine", "laurent"):
        assert gets_in(OFFICE, login, client=known)
        known.post(reverse("account_logout"))
    guess(OFFICE, "martine")
    assert gets_in(OFFICE, "martine", client=known)


@pytest.mark.once
def test_guessing_on_a_known_device_is_slow_too(laurent: User) -> None:
    known = Client()
    assert gets_in(OFFICE, client=known)
    known.post(reverse("account_logout"))
    for _ in range(5):
        sign_in_as(known, "laurent", "pas celui-là")
    assert not gets_in(OFFICE, client=known)


@pytest.mark.once
def test_another_password_makes_all_devices_unknown_but_the_one_on_which_it_was_changed(laurent: User) -> None:
    known, here = Client(), Client()
    assert gets_in(OFFICE, client=known) and gets_in(OFFICE, client=here)
    new = "une phrase que personne ne devine"
    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    laurent.refresh_from_db()
    assert laurent.check_password(new)
    names = [devices.name_for(sign_in_as(client, "laurent", new).wsgi_request, [laurent]) for client in (known, here)]
    assert [bool(name) for name in names] == [False, True]


@pytest.mark.once
@pytest.mark.parametrize("value", ["", "x", "eyJkZXZpY2UiOiJ4IiwicGVvcGxlIjpbWzEsIngiXV19:1:x"])
def test_a_cookie_that_this_site_has_not_signed_makes_no_device_known(laurent: User, value: str) -> None:
    guess(OFFICE)
    forged = Client()
    forged.cookies[devices.COOKIE] = value
    assert not gets_in(OFFICE, client=forged)


def test_the_cookie_of_a_device_is_read_by_no_script_and_sent_to_the_sign_in_alone(laurent: User) -> None:
    cookie = sign_in_as(Client(), "laurent").cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, "/accounts/", "Lax")


@pytest.mark.once
def test_a_whole_company_behind_one_gateway_signs_in_within_a_minute(db: None) -> None:
    for number in range(40):
        person(f"personne{number}")
        assert gets_in(OFFICE, f"personne{number}")


@pytest.mark.once
def test_somebody_who_tries_the_passwords_of_many_has_to_wait(laurent: User, settings) -> None:
    limit(settings, wrong_at_address=(6, 6))
    for number in range(6):
        guess(OUTSIDE, f"personne{number}", times=1)
    assert not gets_in(OUTSIDE)
    assert gets_in(OFFICE)


@pytest.mark.once
def test_whoever_has_to_wait_reads_why_and_keeps_what_was_typed(laurent: User) -> None:
    guess(OUTSIDE)
    answer = sign_in_as(Client(REMOTE_ADDR=OUTSIDE), "laurent", carried='[["body", "Un texte"]]')
    assert "Attendez une minute" in answer.content.decode()
    assert "Un texte" in answer.content.decode()


def test_letters_are_slowed_down_by_account_and_address_too(laurent: User) -> None:
    def ask(address: str) -> int:
        client = Client(REMOTE_ADDR=address)
        return client.post(reverse("account_reset_password"), {"email": "laurent@example.org"}).status_code

    assert [ask(OUTSIDE) for _ in range(4)] == [302, 302, 302, 429]
    assert ask(OFFICE) == 302


@pytest.mark.once
def test_a_new_password_by_letter_ends_the_waiting(laurent: User) -> None:
    guess(OFFICE)
    assert not gets_in(OFFICE)
    client = Client(REMOTE_ADDR=OFFICE)
    link = link_to_new_password(laurent)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert gets_in(OFFICE)


def link_to_new_password(user: User) -> str:
    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=key)

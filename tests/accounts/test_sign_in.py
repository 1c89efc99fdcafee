"""Signing in, with nothing lost on the way and nothing let in."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contributions.models import Page
from tests import factories

PASSWORD = factories.PASSWORD
LOGIN = "/accounts/login/"


@pytest.fixture
def martine(db: None) -> User:
    user = factories.create_contributor(email="martine@example.org")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def page(db: None) -> Page:
    return factories.create_page()


@pytest.fixture(autouse=True)
def _nothing_counted(db: None) -> None:
    cache.clear()


def sign_in_as(client: Client, login: str, password: str = PASSWORD, query: str = "", **fields: str) -> Any:
    return client.post(LOGIN + query, {"login": login, "password": password} | fields)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def hidden_fields(response: Any) -> dict[str, str]:
    """The hidden fields of a page's forms, as a browser would send them."""
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in inputs}


def action_of(response: Any, containing: str) -> str:
    """Where the form sends that holds a text."""
    forms = re.findall(r"<form.*?</form>", response.content.decode(), flags=re.DOTALL)
    form = next(form for form in forms if containing in form)
    (address,) = re.findall(r'<form[^>]*action="([^"]+)"', form)
    return html.unescape(address)


@pytest.mark.parametrize("login", ["martine", "martine@example.org", "MARTINE@example.org"])
def test_a_user_name_or_an_email_address_signs_in(martine: User, client: Client, login: str) -> None:
    assert sign_in_as(client, login).headers["Location"] == "/"
    assert is_signed_in(client)


@pytest.mark.parametrize(("first_name", "called"), [("Léa d'Arc", "Léa d&#x27;Arc"), ("", "martine")])
def test_who_has_signed_in_is_greeted_by_name(martine: User, client: Client, first_name: str, called: str) -> None:
    martine.first_name = first_name
    martine.save()
    sign_in_as(client, "martine")
    assert f"Bonjour {called}." in client.get("/").content.decode()


def test_a_wrong_password_does_not_and_says_so_beside_the_form(martine: User, client: Client) -> None:
    response = sign_in_as(client, "martine", "pas celui-là")
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not is_signed_in(client)


def test_a_deactivated_person_cannot_sign_in_and_one_who_is_signed_in_is_out_at_once(
    martine: User, client: Client
) -> None:
    sign_in_as(client, "martine")
    User.objects.filter(pk=martine.pk).update(is_active=False)
    assert client.get(reverse("preferences")).status_code == 302
    stranger = Client()
    sign_in_as(stranger, "martine")
    assert not is_signed_in(stranger)


@pytest.mark.once
def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(martine: User, client: Client) -> None:
    for _attempt in range(5):
        sign_in_as(client, "martine", "pas celui-là")
    assert sign_in_as(client, "martine").status_code != 302
    assert not is_signed_in(client)


@pytest.mark.once
def test_wrong_passwords_of_one_person_do_not_keep_another_out(martine: User, client: Client) -> None:
    for _attempt in range(5):
        sign_in_as(client, "laurent", "pas celui-là")
    sign_in_as(client, "martine")
    assert is_signed_in(client)


def test_nobody_signs_up(db: None, client: Client) -> None:
    data = {"username": "nouveau", "email": "n@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(reverse("account_signup"), data)
    assert not User.objects.exists()


def test_the_page_that_was_asked_for_comes_after_the_sign_in(martine: User, page: Page, client: Client) -> None:
    response = client.get(page.get_absolute_url())
    assert response.status_code == 302
    assert (
        sign_in_as(client, "martine", query="?" + response.headers["Location"].partition("?")[2]).headers["Location"]
        == page.get_absolute_url()
    )


@pytest.mark.once
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_sign_in_never_leads_to_another_site(martine: User, client: Client, target: str) -> None:
    response = client.post(f"{LOGIN}?next={target}", {"login": "martine", "password": PASSWORD})
    assert response.headers["Location"] == "/"


@pytest.mark.once
@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""]
)
def test_what_was_typed_is_never_sent_to_another_site(martine: User, client: Client, target: str) -> None:
    carried = json.dumps([["body", "Un texte"]])
    response = sign_in_as(client, "martine", query=f"?next={target}", carried=carried)
    assert (response.status_code, response.headers["Location"]) == (302, "/")


@pytest.mark.once
def test_a_word_that_is_no_address_leads_home(martine: User, client: Client) -> None:
    for carried in ("[]", json.dumps([["body", "Un texte"]])):
        client.logout()
        response = sign_in_as(client, "martine", query="?next=wiki", carried=carried)
        assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_a_text_posted_by_a_session_that_expired_is_saved_after_all(martine: User, page: Page) -> None:
    """The whole way as a browser goes it, with the protection of forms on."""
    client = Client(enforce_csrf_checks=True)
    client.get(LOGIN)
    typed = {
        "title": page.title,
        "body": "Deux mots\n& <b>un signe</b> 🙂",
        "summary": "plus court",
        "base_version": "1",
    }
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    login_page = client.post(page.screen_url("edit"), typed | token)
    assert login_page.status_code == 401
    assert Page.objects.get().version == 1
    carried = hidden_fields(login_page)
    signed_in = client.post(
        action_of(login_page, 'name="carried"'), carried | {"login": "martine", "password": PASSWORD}
    )
    assert "&lt;b&gt;un signe&lt;/b&gt; 🙂" in signed_in.content.decode()
    assert Page.objects.get().version == 1, "nothing is sent by itself"
    saved = client.post(action_of(signed_in, 'name="body"'), hidden_fields(signed_in))
    assert saved.status_code == 302
    revision = Page.objects.get().revision(2)
    assert (revision.body, revision.summary, revision.author) == (typed["body"], "plus court", martine)


def test_what_was_typed_survives_a_wrong_password(martine: User, client: Client) -> None:
    carried = json.dumps([["body", "Un « texte »"]])
    response = sign_in_as(client, "martine", "pas celui-là", "?next=/wiki/", carried=carried)
    assert hidden_fields(response)["carried"] == carried
    assert action_of(response, 'name="carried"') == f"{LOGIN}?next=/wiki/"


def test_a_password_is_never_carried_along(page: Page, client: Client) -> None:
    response = client.post(page.screen_url("edit"), {"body": "Un texte", "password": "secret", "login": "martine"})
    assert json.loads(hidden_fields(response)["carried"]) == [["body", "Un texte"]]


@pytest.mark.once
@pytest.mark.parametrize(
    "carried",
    [
        "{",
        "5",
        "null",
        '{"body": 1}',
        '["body"]',
        "[[1]]",
        '[[["body"], 1]]',
        '["ab", "c"]',
        "[" * 100_000,
        "1" * 5_000,
    ],
)
def test_carried_fields_that_make_no_sense_are_let_go(martine: User, client: Client, carried: str) -> None:
    response = sign_in_as(client, "martine", query="?next=/wiki/", carried=carried)
    assert (response.status_code, response.headers["Location"]) == (302, "/wiki/")
    assert is_signed_in(client)


def test_carried_fields_can_hold_neither_markup_nor_broken_characters(martine: User, client: Client) -> None:
    carried = '[["body", "<script>alert(1)</script>\\ud800\\u0000"], ["x\\"><img>", "1"], ["csrfmiddlewaretoken", "x"]]'
    response = sign_in_as(client, "martine", query="?next=/wiki/", carried=carried)
    text = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in text
    assert "<img>" not in text
    assert hidden_fields(response)["body"] == "<script>alert(1)</script>"
    assert hidden_fields(response)["csrfmiddlewaretoken"] != "x"


def test_signing_in_brings_the_persons_language(martine: User, client: Client) -> None:
    User.objects.filter(pk=martine.pk).update(language="en")
    assert sign_in_as(client, "martine").cookies["django_language"].value == "en"


@pytest.mark.django_db
def test_wrong_passwords_stay_counted_however_many_people_sign_in() -> None:
    cache.set("wrong-password", 1)
    for number in range(400):
        cache.set(f"zzz-{number}", 1)
    assert cache.get("wrong-password") == 1

"""People without an e-mail address come in with a printed slip: its code sets a password, once, until its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.people import slips
from accounts.people.slips import print_slips
from tests import factories

PASSWORD = "quatre mots sans aucun rapport"


@pytest.fixture
def zoe(db: None) -> User:
    return factories.create_user(
        username="zoe",
        first_name="Zoé",
        last_name="Petit",
        email="",
        department="Halle 3",
        password=None,
        invited_at=None,
    )


def code_of(person: User, by: User) -> str:
    return print_slips(User.objects.get_queryset().filter(pk=person.pk), by=by)[0].code


def use(client: Client, code: str, login: str = "zoe", password: str = PASSWORD) -> Any:
    return client.post(reverse("slip"), {"login": login, "code": code, "password1": password, "password2": password})


def test_a_code_sets_the_password_once_and_signs_in(client: Client, zoe: User, administrator: User) -> None:
    code = code_of(zoe, administrator)
    assert use(client, code.lower().replace("-", " ")).status_code == 302
    zoe.refresh_from_db()
    assert zoe.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(zoe.pk)
    assert use(Client(), code, password="autre chose de bien plus long").status_code == 422
    zoe.refresh_from_db()
    assert zoe.check_password(PASSWORD)


def test_a_code_ends_after_two_to_three_weeks(
    client: Client, zoe: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = print_slips(User.objects.get_queryset().filter(pk=zoe.pk), by=administrator)[0]
    assert timedelta(days=14) <= printed.ends - date.today() <= timedelta(days=21)
    week = slips._this_week()
    monkeypatch.setattr(slips, "_this_week", lambda: week + 3)
    assert use(client, printed.code).status_code == 422
    monkeypatch.setattr(slips, "_this_week", lambda: week + 2)
    assert use(client, printed.code).status_code == 302


@pytest.mark.parametrize("values", [{"email": "zoe@example.org"}, {"is_active": False}, {"sessions_ended": 1}])
def test_a_code_serves_no_more_once_the_account_has_changed(
    client: Client, zoe: User, administrator: User, values: dict[str, Any]
) -> None:
    code = code_of(zoe, administrator)
    User.objects.filter(pk=zoe.pk).update(**values)
    assert use(client, code).status_code == 422


def test_a_weak_password_leaves_the_code_unused(client: Client, zoe: User, administrator: User) -> None:
    code = code_of(zoe, administrator)
    assert list(use(client, code, password="court").context["password"].errors) == ["password1"]
    assert use(client, code).status_code == 302


def test_codes_cannot_be_guessed_and_the_answer_does_not_tell_whether_the_name_is_there(
    client: Client, zoe: User
) -> None:
    answers = [use(client, "AAAAA-AAAAA"), use(client, "AAAAA-AAAAA", login="personne")]
    assert {answer.status_code for answer in answers} == {422}
    assert len({str(answer.context["form"].errors) for answer in answers}) == 1
    assert [use(client, "AAAAA-AAAAA").status_code for _try in range(6)][-1] == 429


def test_the_sheet_has_those_without_an_address_by_department_and_tells_nothing_of_passwords(
    as_administrator: Client, zoe: User, contributor: User
) -> None:
    factories.create_user(
        username="ana", email="", department="Atelier", first_name="Ana", last_name="Vert", language="it"
    )
    User.objects.filter(pk=zoe.pk).update(password=make_password(PASSWORD))
    sheet = as_administrator.post(reverse("slips"), {"all": "1", "filters": ""})
    assert [slip.person.username for slip in sheet.context["slips"]] == ["ana", "zoe"]
    assert "Campagne d’essai" in sheet.text.partition('<li lang="it">')[2].partition("</li>")[0]
    assert sheet.text.count("<svg") >= 2
    assert '<li lang="it">' in sheet.text  # each in the language of its reader
    assert "no-store" in sheet.headers["Cache-Control"]
    assert User.objects.get(pk=zoe.pk).invited_at is not None


def test_administrators_alone_print_slips(as_editor: Client, editor: User, zoe: User) -> None:
    assert as_editor.post(reverse("slips"), {"person": str(zoe.pk)}).status_code == 403
    with pytest.raises(PermissionDenied):
        code_of(zoe, editor)

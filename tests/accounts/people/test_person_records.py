"""Administrators add people and change their accounts on screens of the site, which then lead to the invitation."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.people.invitations import LinkState, read_signed, signed_for
from contributions.models import Page
from tests import factories
from tests.sending import send

NEW = {"first_name": "Nadia", "last_name": "Belkacem", "email": "nadia@example.org"}


def add(client: Client, **values: Any) -> Any:
    return client.post(reverse("person_new"), NEW | {"roles": ["contributor"]} | values)


def change(client: Client, person: User, **values: Any) -> Any:
    return send(client, reverse("person_edit", args=[person.pk]), values)


def test_somebody_is_added_with_a_login_of_her_name_her_roles_and_no_letter(as_administrator: Client) -> None:
    answer = add(as_administrator, language="it", department="Sinistres", roles=["editor", "translator"])
    nadia = User.objects.get(email="nadia@example.org")
    assert answer.headers["Location"] == reverse("person_edit", args=[nadia.pk])
    assert (nadia.username, nadia.language, nadia.department) == ("nadia.belkacem", "it", "Sinistres")
    assert sorted(nadia.groups.values_list("name", flat=True)) == ["editor", "translator"]
    assert not nadia.has_usable_password()
    assert not mail.outbox


def test_the_screen_of_somebody_who_was_added_offers_her_letter_and_a_wave(as_administrator: Client) -> None:
    add(as_administrator)
    nadia = User.objects.get(email="nadia@example.org")
    text = as_administrator.get(reverse("person_edit", args=[nadia.pk])).text
    assert f'action="{reverse("people_change")}"' in text
    assert f'action="{reverse("invitations:wave_for_people")}"' in text


def test_of_two_of_one_name_the_second_gets_a_number(as_administrator: Client) -> None:
    add(as_administrator)
    add(as_administrator, email="")
    assert {"nadia.belkacem", "nadia.belkacem2"} <= set(User.objects.values_list("username", flat=True))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "MARTINE@example.org"}, "email"),
        ({"email": "pas une adresse"}, "email"),
        ({"username": "Martine"}, "username"),
        ({"username": "avec espace"}, "username"),
        ({"first_name": "", "last_name": "", "email": ""}, "__all__"),
        ({"roles": ["pape"]}, "roles"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_stays(
    as_administrator: Client, contributor: User, typed: dict[str, Any], field: str
) -> None:
    answer = add(as_administrator, job="assistante", **typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "assistante" in answer.text
    assert not User.objects.filter(last_name="Belkacem").exists()


def test_an_address_that_somebody_has_leads_to_that_account(as_administrator: Client, contributor: User) -> None:
    answer = add(as_administrator, email="Martine@example.org")
    assert f'href="{reverse("person_edit", args=[contributor.pk])}"' in answer.text


def test_a_name_is_changed_on_every_page_at_once(as_administrator: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    assert change(as_administrator, contributor, last_name="Le Bihan").status_code == 302
    assert [entry["name"] for entry in Page.objects.get(pk=page.pk).byline] == ["Martine L."]
    assert "bihan" in User.objects.get(pk=contributor.pk).directory_key


def test_another_address_ends_the_links_that_were_sent_to_the_old_one(as_administrator: Client) -> None:
    add(as_administrator)
    nadia = User.objects.get(email="nadia@example.org")
    link = signed_for(nadia)
    change(as_administrator, nadia, email="n.belkacem@example.org")
    assert read_signed(link).state == LinkState.WITHDRAWN
    assert User.objects.get(pk=nadia.pk).email == "n.belkacem@example.org"


def test_roles_are_given_and_taken_and_the_history_of_the_person_says_so(
    as_administrator: Client, contributor: User
) -> None:
    change(as_administrator, contributor, roles=["editor"])
    assert [role.name for role in contributor.groups.all()] == ["editor"]
    logged = LogEntry.objects.get(object_id=str(contributor.pk)).change_message
    assert "editor" in logged and "contributor" in logged


def test_nobody_changes_her_own_roles(as_administrator: Client, administrator: User) -> None:
    assert change(as_administrator, administrator, roles=["contributor"], job="direction").status_code == 302
    administrator.refresh_from_db()
    assert administrator.job == "direction"
    assert [role.name for role in administrator.groups.all()] == ["administrator"]


def test_whoever_was_erased_has_no_screen(as_administrator: Client, administrator: User, contributor: User) -> None:
    contributor.erase(by=administrator, reason="à sa demande")
    assert as_administrator.get(reverse("person_edit", args=[contributor.pk])).status_code == 404

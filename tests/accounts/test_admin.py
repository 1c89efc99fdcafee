"""Administrators look after people and their roles."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contributions.models import Page
from notifications.kinds import NotificationKind
from notifications.models import Notification
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, fields_of
from tests.notifications.notified import notify
from tests.reporting.looks import without_tokens


def change(client: Client, user: User, **changes: Any) -> Any:
    page = address(user, "change")
    fields = fields_of(client.get(page)) | changes
    return client.post(page, {name: value for name, value in fields.items() if value is not None})


def act(client: Client, action: str, *people: User) -> str:
    data = {"action": action, "_selected_action": [person.pk for person in people], "index": "0"}
    return client.post(address(User), data, follow=True).content.decode()


@pytest.mark.once
def test_people_are_for_administrators_alone(
    as_administrator: Client, as_editor: Client, as_contributor: Client, contributor: User
) -> None:
    assert_for_administrators_alone(as_administrator, [as_editor, as_contributor, Client()], contributor)
    page = reverse("admin:auth_user_password_change", args=[contributor.pk])
    assert as_administrator.get(page).status_code == 200
    assert as_editor.get(page).status_code in {302, 403}


@pytest.mark.once
def test_an_administrator_needs_neither_staff_nor_superuser(sign_in: Any, db: None) -> None:
    karim = factories.create_administrator(is_staff=False, is_superuser=False)
    assert sign_in(karim).get(address(User)).status_code == 200


@pytest.mark.once
def test_nothing_sent_makes_a_superuser(as_administrator: Client, contributor: User) -> None:
    change(as_administrator, contributor, is_superuser="on", is_staff="on", user_permissions=["1"], groups=["4"])
    contributor.refresh_from_db()
    assert (contributor.is_superuser, contributor.is_staff) == (False, False)
    assert not contributor.user_permissions.exists()
    assert [role.name for role in contributor.groups.all()] == ["contributor"]


def test_a_name_is_changed_on_every_page_at_once(as_administrator: Client, contributor: User) -> None:
    page = factories.create_page(author=contributor)
    change(as_administrator, contributor, attribution="full")
    assert [entry["name"] for entry in Page.objects.get(pk=page.pk).byline] == ["Martine Le Goff"]


def test_changing_a_person_keeps_what_happened_meanwhile(as_administrator: Client, contributor: User) -> None:
    page = address(contributor, "change")
    fields = fields_of(as_administrator.get(page))
    notify(contributor, kind=NotificationKind.MERGED)
    as_administrator.post(page, fields | {"attribution": "full"})
    contributor.refresh_from_db()
    assert (contributor.attribution, contributor.notices_waiting, contributor.unread_count) == ("full", 1, 1)


def test_nobody_locks_herself_out(as_administrator: Client, administrator: User) -> None:
    assert as_administrator.post(address(administrator, "delete"), {"post": "yes"}).status_code == 403
    administrator.refresh_from_db()
    assert administrator.is_active
    assert [role.name for role in administrator.groups.all()] == ["administrator"]


def test_somebody_who_has_written_is_not_deleted_and_the_reason_is_said(
    as_administrator: Client, contributor: User
) -> None:
    factories.create_page(author=contributor)
    response = as_administrator.post(address(contributor, "delete"), {"post": "yes"}, follow=True)
    assert "effacerait qui l’a écrit" in response.content.decode()
    act(as_administrator, "delete_selected", contributor)
    assert User.objects.filter(pk=contributor.pk).exists()


def test_somebody_who_has_done_nothing_is_deleted_with_the_notices_that_waited(
    as_administrator: Client, contributor: User
) -> None:
    notify(contributor, kind=NotificationKind.WELCOME)
    as_administrator.post(address(contributor, "delete"), {"post": "yes"})
    assert not User.objects.filter(pk=contributor.pk).exists()
    assert not Notification.objects.exists()


def test_people_are_found_and_filtered(as_administrator: Client, contributor: User, editor: User) -> None:
    factories.create_user(username="sans", role=None, attribution="anonymous")

    def found(query: str) -> set[str]:
        return {person.username for person in as_administrator.get(address(User) + query).context["cl"].queryset}

    assert found("?q=Chevalier") == {"laurent"}
    assert found("?role=editor") == {"laurent"}
    assert found("?role=none") == {"sans"}
    assert found("?attribution__exact=anonymous") == {"sans"}
    assert "martine" in found("?is_active__exact=1")


def test_the_list_of_people_does_not_cost_a_query_a_row(
    as_administrator: Client, django_assert_max_num_queries
) -> None:
    for number in range(10):
        factories.create_user(username=f"u{number}")
    with django_assert_max_num_queries(8):
        text = as_administrator.get(address(User)).content.decode()
    assert "u9@example.org" in text


def test_an_administrator_gives_a_new_password(as_administrator: Client, contributor: User) -> None:
    page = reverse("admin:auth_user_password_change", args=[contributor.pk])
    new = {"usable_password": "true", "password1": "une phrase assez longue", "password2": "une phrase assez longue"}
    as_administrator.post(page, new | {"set-password": "1"})
    contributor.refresh_from_db()
    assert contributor.check_password("une phrase assez longue")


@pytest.mark.parametrize(
    "asked",
    [
        "last_login__isnull=True",
        "last_login__gte=2027-01-01",
        "attempts__isnull=False",
        "watches__isnull=False",
        "o=-8",
    ],
)
def test_no_address_asks_who_has_signed_in_or_done_something_in_silence(
    as_administrator: Client, contributor: User, asked: str
) -> None:
    assert as_administrator.get(f"{address(User)}?is_active__exact=1&role=contributor").status_code == 200
    answer = as_administrator.get(f"{address(User)}?{asked}")
    assert answer.status_code == 400 or asked.startswith("o=")


def test_the_account_of_a_person_tells_neither_her_last_visit_nor_whether_she_has_a_password(
    as_administrator: Client, contributor: User
) -> None:
    pages = [
        address(contributor, "change"),
        address(contributor, "delete"),
        reverse("admin:auth_user_password_change", args=[contributor.pk]),
    ]

    def seen() -> list[str]:
        return [without_tokens(as_administrator.get(page).content.decode()) for page in pages]

    before = seen()
    password = make_password("une phrase assez longue")
    User.objects.filter(pk=contributor.pk).update(last_login=timezone.now(), password=password)
    assert seen() == before

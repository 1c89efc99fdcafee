"""Every page of the administrators' site: open to administrators by their role alone, and to nobody else."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.contrib import admin
from django.db.models import Model
from django.tasks import task
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from accounts.models import User
from tests import factories
from tests.admin_pages import address, assert_for_administrators_alone, assert_read_only
from tests.failed_tasks import FailedTasks

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
WRITTEN_HERE = {"accounts.User"}
ON_A_SCREEN = {"accounts.User", "accounts.PeopleImport"}


@task
def fail() -> None:
    raise ValueError("le disque est plein")


def test_there_is_a_page_for_each_model_that_administrators_look_after() -> None:
    labels = {model._meta.label for model in MODELS}
    assert labels >= WRITTEN_HERE | {"contributions.Page", "guide.Tip", "guide.Edition", "notifications.Letter"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_list_is_open_to_administrators_and_to_nobody_else(
    model: type[Model], as_administrator: Client, as_editor: Client, as_contributor: Client, client: Client
) -> None:
    assert as_administrator.get(address(model)).status_code == 200
    for other in (as_editor, as_contributor):
        assert other.get(address(model)).status_code in {302, 403}
    assert client.get(address(model)).status_code == 302


@pytest.mark.once
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_nothing_is_added_here(model: type[Model], as_administrator: Client) -> None:
    assert as_administrator.get(address(model, "add")).status_code == 403


def test_the_front_page_names_every_list_but_those_that_have_a_screen_of_the_site(as_administrator: Client) -> None:
    text = as_administrator.get(reverse("admin:index")).content.decode()
    named = {model._meta.label for model in MODELS if f'href="{address(model)}"' in text}
    assert named == {model._meta.label for model in MODELS} - ON_A_SCREEN
    assert reverse("people") in text


def test_a_refusal_looks_like_one(as_administrator: Client, contributor: User) -> None:
    factories.create_page(author=contributor)
    text = as_administrator.post(address(contributor, "delete"), {"post": "yes"}, follow=True).content.decode()
    assert '<li class="error">Martine Le Goff' in text


def test_a_revision_is_called_by_its_title_and_number(db: None) -> None:
    assert str(factories.create_page(title="Un titre").revision(1)) == "Un titre (1)"


def test_a_visitor_is_sent_to_the_sites_own_door_and_comes_back(client: Client, administrator: User) -> None:
    response = client.get(address(User), follow=True)
    assert response.request["PATH_INFO"] == "/accounts/login/"
    assert parse_qs(response.request["QUERY_STRING"]) == {"next": [address(User)]}


def test_the_admin_has_no_door_of_its_own_that_counts_no_wrong_passwords(client: Client, administrator: User) -> None:
    administrator.set_password("une phrase assez longue")
    administrator.save()
    response = client.post("/admin/login/", {"username": "karim", "password": "une phrase assez longue"})
    assert response.headers["Location"].startswith("/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_a_person_who_is_no_administrator_is_refused_and_not_sent_round_in_circles(as_editor: Client) -> None:
    assert as_editor.get(address(User), follow=True).status_code == 403


def test_a_task_that_failed_is_seen_with_its_reason(
    as_administrator: Client,
    as_editor: Client,
    settings,
    capsys: pytest.CaptureFixture[str],
    failed_tasks: FailedTasks,
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    row = DBTaskResult.objects.get(pk=fail.enqueue().id)
    try:
        raise ValueError("le disque est plein")
    except ValueError as problem:
        row.set_failed(problem)
    assert_for_administrators_alone(as_administrator, [as_editor], row)
    assert_read_only(as_administrator, row)
    failed = as_administrator.get(f"{address(DBTaskResult)}?status__exact=FAILED").context["cl"].queryset
    assert list(failed) == [row]
    assert "le disque est plein" in as_administrator.get(address(row, "change")).content.decode()
    failed_tasks.expect("le disque est plein")

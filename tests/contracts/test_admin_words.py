"""The administration speaks the language of whoever reads it: no heading, filter or field is called as a program calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import User
from guide_project.admin import GROUP_OF
from search.models import IndexEntry

pytestmark = pytest.mark.once


def names_shown(model: type[models.Model], model_admin: admin.ModelAdmin[Any], administrator: User) -> Iterator[str]:
    """What stands in its list, beside it and in the page of a row."""
    request = RequestFactory().get("/admin/")
    request.user = administrator
    yield from (name for name in model_admin.get_list_display(request) if name not in {"__str__", "action_checkbox"})
    for one in model_admin.get_list_filter(request):
        name = one[0] if isinstance(one, tuple) else one
        if isinstance(name, str):
            yield name
    yield from flatten_fieldsets(model_admin.get_fieldsets(request, administrator if model is User else model()))


def is_in_words(model: type[models.Model], model_admin: admin.ModelAdmin[Any], name: str) -> bool:
    """Whether its label was written for people: one that Django makes of a name is a plain string."""
    if name == "__str__":  # Django calls it as its model is called
        return True
    try:
        field = get_fields_from_path(model, name)[-1]
    except FieldDoesNotExist:
        held = getattr(model_admin, name, None) or getattr(model, name, None)
        held = getattr(held, "fget", held)
        return isinstance(getattr(held, "short_description", None), Promise)
    return isinstance(getattr(field, "verbose_name", None), Promise)


@pytest.mark.parametrize(
    "model", sorted(admin.site._registry, key=lambda model: model._meta.label), ids=lambda m: m._meta.label
)
def test_what_the_administration_shows_of_a_row_has_a_name_in_words(
    administrator: User, model: type[models.Model]
) -> None:
    model_admin = admin.site._registry[model]
    names = dict.fromkeys(names_shown(model, model_admin, administrator))
    assert [name for name in names if not is_in_words(model, model_admin, name)] == []
    assert isinstance(model._meta.verbose_name, Promise) and isinstance(model._meta.verbose_name_plural, Promise)


@pytest.mark.parametrize(("language", "group"), [("fr", "Tâches de fond"), ("en", "The background worker")])
def test_the_front_page_is_grouped_by_what_the_lists_are_about(
    as_administrator: Client, language: str, group: str
) -> None:
    as_administrator.cookies["django_language"] = language
    apps = as_administrator.get(reverse("admin:index")).context["app_list"]
    names = [app["name"] for app in apps]
    assert group in names and {"fr": "Personnes", "en": "People"}[language] not in names  # a screen of the site
    assert max(len(app["models"]) for app in apps) <= 10 and len(names) == len(set(names))
    assert {
        name for name in GROUP_OF if name not in {model["object_name"] for app in apps for model in app["models"]}
    } == set()


@pytest.mark.parametrize("language", ["fr", "ja"])
def test_a_list_is_called_by_what_it_lists(as_administrator: Client, language: str) -> None:
    as_administrator.cookies["django_language"] = language
    text = as_administrator.get(reverse("admin:accounts_user_changelist")).content.decode()
    assert {"fr": "<h1>Personnes</h1>", "ja": "<h1>利用者</h1>"}[language] in text


def test_what_has_screens_on_the_site_is_reached_there(as_administrator: Client) -> None:
    first = as_administrator.get(reverse("admin:index")).context["app_list"][0]
    addresses = [row["admin_url"] for row in first["models"]]
    assert {"/accounts/people/", "/sessions/", "/invitations/", "/settings/calendar/"} <= set(addresses)
    assert all(as_administrator.get(address).status_code == 200 for address in addresses)
    assert not {"Theme", "Phase", "Wave", "TrainingSession"} & {model.__name__ for model in admin.site._registry}


def test_the_languages_beside_a_list_have_names(as_administrator: Client) -> None:
    for number, language in enumerate(["", "it"]):
        IndexEntry.objects.create(source="page", object_id=number, language=language, kind="page", at=timezone.now())
    page = as_administrator.get(reverse("admin:search_indexentry_changelist")).text
    assert re.findall(r'href="\?language=(\w*)">\s*(.*?)\s*</a>', page) == [("", "-"), ("it", "Italien")]

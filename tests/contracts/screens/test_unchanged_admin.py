"""Two administrators who change one row in the admin site: the second is shown what the first has saved."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from common.forms.unchanged import RowForm
from tests import factories
from tests.sending import LOADED, loaded, sent_by


def editable() -> list[type]:
    request = HttpRequest()
    request.user = factories.create_administrator(username="autre")  # type: ignore[assignment]
    return [model for model, one in admin.site._registry.items() if one.has_change_permission(request)]


def test_every_page_of_the_admin_site_that_writes_looks_too(world: dict[str, Client]) -> None:
    request = HttpRequest()
    request.user = factories.create_administrator(username="encore")  # type: ignore[assignment]
    for model in editable():
        page = admin.site._registry[model]
        row = model._default_manager.first() or model()  # type: ignore[attr-defined]
        assert issubclass(page.get_form(request, row, change=True), RowForm), model


@pytest.mark.parametrize("is_told", [True, False])
def test_of_two_administrators_the_second_is_shown_the_first(is_told: bool, world: dict[str, Client]) -> None:
    row, field, client = factories.create_contributor(username="zoe2"), "attribution", world["administrator"]
    path = reverse("admin:accounts_user_change", args=[row.pk])
    before = loaded(client, path, [field])
    assert client.post(path, before | {field: ["full"]}).status_code == 302
    refused = client.post(
        path,
        (before if is_told else {name: before[name] for name in before if name != LOADED}) | {field: ["anonymous"]},
    )
    assert (refused.status_code, [*refused.context["adminform"].form.errors]) == (200, [field])
    row.refresh_from_db()
    assert row.attribution == "full"
    assert client.post(path, sent_by(refused.text, [field])).status_code == 302

"""What the tests of the administrators' pages share: their addresses, and what it means to be read only."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.test import Client
from django.urls import reverse


def address(model: type[Model] | Model, page: str = "changelist") -> str:
    """The changelist or "add" page of a model; the "change", "delete" or "history" page of an object."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    return reverse(name, args=[] if isinstance(model, type) else [model.pk])


def fields_of(response: Any) -> dict[str, Any]:
    """What the form of an administrator's page would send."""
    form = response.context["adminform"].form
    fields: dict[str, Any] = {}
    for bound in form:
        if (value := bound.value()) is not None and value is not False:
            initial = bound.field.widget.decompress(value) if hasattr(bound.field.widget, "decompress") else None
            if initial:
                fields |= {f"{bound.html_name}_{place}": str(part) for place, part in enumerate(initial)}
            else:
                fields[bound.html_name] = value
    return fields


def assert_for_administrators_alone(administrator: Client, others: list[Client], thing: Model) -> None:
    """Its list, found by search too, and its page open for administrators, and for nobody else."""
    pages = [address(type(thing)), f"{address(type(thing))}?q=x", address(thing, "change")]
    for page in pages:
        assert administrator.get(page).status_code == 200, page
        for other in others:
            assert other.get(page).status_code in {302, 403}, page


def assert_read_only(administrator: Client, thing: Model) -> None:
    """Nothing that can be sent adds, changes or deletes it."""
    model = type(thing)
    before = list(model._default_manager.values().order_by("pk"))
    assert administrator.get(address(model, "add")).status_code == 403
    assert administrator.post(address(model, "add"), {}).status_code == 403
    change = administrator.post(address(thing, "change"), {"title": "Autre", "body": "Autre", "reason": "Autre"})
    assert change.status_code == 403
    assert administrator.post(address(thing, "delete"), {"post": "yes"}).status_code == 403
    delete = {"action": "delete_selected", "_selected_action": [thing.pk], "post": "yes", "index": "0"}
    administrator.post(address(model), delete)
    assert list(model._default_manager.values().order_by("pk")) == before

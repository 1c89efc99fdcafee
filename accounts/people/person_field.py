"""A field that names somebody, with completion where scripts run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.forms.fields import CleanCharField


class PersonInput(forms.TextInput):
    """What frontend/scripts/people/person.js makes a combobox of; without it, the form asks which one is meant."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        data = {
            "person": static("dist/person.js"),
            "people": f"{reverse('contributions:people')}?all",
            "people-label": gettext("Colleagues"),
            "people-one": gettext("One colleague. Arrow down to choose."),
            "people-many": gettext("{count} colleagues. Arrows to choose, Enter to put one in."),
        }
        words = {"placeholder": _("name, or user name"), "autocomplete": "off", "spellcheck": "false"}
        shared = words | {f"data-{key}": text for key, text in data.items()}
        return super().get_context(name, value, shared | (attrs or {}))


class PersonField(CleanCharField):
    """Somebody, named as `accounts.people.picking` understands it."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**{"label": _("Person"), "required": False, "widget": PersonInput, **values})

"""The people of the site, as administrators look for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import PersonQuerySet, Role, User

NO_ROLE = "none"
BY_BROWSER = ("browser", _("As set in their browser"))
"""Stands for the language of those who chose none: in an address, nothing is any."""
ALL = ("", pgettext_lazy("people", "All"))


class AccountState(TextChoices):
    """What administrators have done with an account. Who has signed in is told of nobody: docs/topics/figures.md."""

    INVITED = "invited", _("invited")
    NOT_INVITED = "not_invited", _("not invited yet")
    STOPPED = "stopped", _("stopped")
    WITHOUT_ADDRESS = "without_address", _("without an address")


def in_state(people: PersonQuerySet, state: str) -> PersonQuerySet:
    """These people, as far as their accounts stand so."""
    here = people.filter(is_active=True)
    narrowed = {
        AccountState.INVITED.value: here.exclude(invited_at=None),
        AccountState.NOT_INVITED.value: here.filter(invited_at=None),
        AccountState.STOPPED.value: people.filter(is_active=False),
        AccountState.WITHOUT_ADDRESS.value: here.filter(email=""),
    }
    return narrowed.get(state, people)


class PeopleFilter(forms.Form):
    """What the list is narrowed to, as it stands in the address. What makes no sense is left out, never an error."""

    q = forms.CharField(
        label=_("Name, login or address"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[ALL, *Role.choices, (NO_ROLE, _("no role: reads only"))]
    )
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ALL, BY_BROWSER, *settings.LANGUAGES])
    site = forms.ChoiceField(label=_("Place of work"), required=False)
    department = forms.ChoiceField(label=_("Department"), required=False)
    state = forms.ChoiceField(label=_("Account"), required=False, choices=[ALL, *AccountState.choices])

    def __init__(self, query: Any) -> None:
        super().__init__(query, label_suffix="")
        for name in ("site", "department"):
            known = User.objects.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct()
            self.fields[name].choices = [ALL, *((value, value) for value in known)]  # type: ignore[attr-defined]
        self.is_valid()

    def people(self) -> PersonQuerySet:
        """What the filter asks for, in the order of the alphabet."""
        found = in_state(User.objects.get_queryset().filter(erased_at=None), self._value("state"))
        found = found.found_as(self._value("q"))
        if language := self._value("language"):
            found = found.filter(language="" if language == BY_BROWSER[0] else language)
        for name in ("site", "department"):
            if value := self._value(name):
                found = found.filter(**{name: value})
        if role := self._value("role"):
            groups = Group.objects.filter(user=OuterRef("pk"), name__in=Role.values)
            holds = Exists(groups if role == NO_ROLE else groups.filter(name=role))
            found = found.filter(~holds if role == NO_ROLE else holds)
        return found.order_by("last_name", "first_name", "username", "pk")

    def as_query(self) -> dict[str, str]:
        """The fields as they go into an address."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}

    def _value(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")

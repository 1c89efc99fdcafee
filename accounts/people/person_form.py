"""The form of one person: what an administrator notes of somebody who is added, or changes of an account.

One person's account, as an administrator makes it and changes it on the screens of the site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.access import is_administrator
from accounts.models import Role, User
from accounts.people.carrying_out import give_roles, held_roles
from accounts.people.directory import BY_BROWSER
from accounts.people.person_lines import proposed_login
from common.forms.fields import CleanCharField
from common.forms.unchanged import RowModelForm

SHOWN_TO_ALL = {"first_name", "last_name", "username"}


def add_person(values: dict[str, Any], roles: Sequence[str], *, by: User) -> User:
    """Makes an account without a password; a login that is not given is made of the name. Raises PermissionDenied."""
    if not is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        person = User(**values | {"username": values["username"] or free_login(values)}, password=make_password(None))
        person.save()
        give_roles([(person.pk, role) for role in roles], held_roles())
        LogEntry.objects.log_actions(by.pk, [person], ADDITION, change_message=json.dumps([{"added": {}}]))
    return person


def change_person(person: User, values: dict[str, Any], roles: Sequence[str] | None, *, by: User) -> None:
    """Writes what is another now: a name changes everywhere at once. `roles` None leaves them. Raises PermissionDenied."""
    if not is_administrator(by):
        raise PermissionDenied
    with transaction.atomic():
        before = User.objects.select_for_update().get(pk=person.pk)
        changed = {name: value for name, value in values.items() if getattr(before, name) != value}
        if SHOWN_TO_ALL & changed.keys():
            before.choose_attribution(before.attribution, **changed)
        elif changed:
            for name, value in changed.items():
                setattr(before, name, value)
            before.save(update_fields=[*changed])
        others = set() if roles is None else set(roles) ^ set(roles_of(before))
        if roles is not None and others:
            _set_roles(before, roles)
        if changed or others:
            with override("en"):  # the history translates them as it shows them
                names = {field.name: str(field.verbose_name) for field in User._meta.concrete_fields}
            fields = [*(names[name] for name in changed), *sorted(others)]
            message = json.dumps([{"changed": {"fields": fields}}])
            LogEntry.objects.log_actions(by.pk, [before], CHANGE, change_message=message)


def roles_of(person: User) -> list[str]:
    """The names of her roles, in their order."""
    held = set(Group.objects.filter(user=person.pk).values_list("name", flat=True))
    return [role.value for role in Role if role.value in held]


def _set_roles(person: User, roles: Sequence[str]) -> None:
    groups = held_roles()
    User.groups.through.objects.filter(user_id=person.pk, group_id__in=groups.values()).delete()
    give_roles([(person.pk, role) for role in roles], groups)


def free_login(values: dict[str, Any]) -> str:
    """A login that nobody has, made of the name, else of the address; with a number where it is taken."""
    base = proposed_login(values)
    taken = {
        name.casefold() for name in User.objects.filter(username__istartswith=base).values_list("username", flat=True)
    }
    numbered = (base if number == 1 else f"{base}{number}" for number in range(1, len(taken) + 2))
    return next(login for login in numbered if login.casefold() not in taken)


WORK = ("site", "department")


class PersonForm(RowModelForm[User]):
    """`same_address` is who has the address already that was typed, so that the screen leads to that account."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every role can write in the wiki; a person without a role can only read."),
    )

    same_address: User | None = None

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "username", "language", "site", "department", "job")
        labels: ClassVar = {
            "first_name": _("First name"),
            "last_name": _("Surname"),
            "email": _("E-mail address"),
            "username": _("User name"),
            "language": _("Language"),
            "site": _("Place of work"),
            "department": _("Department"),
            "job": _("Job"),
        }
        field_classes: ClassVar = dict.fromkeys(("first_name", "last_name", "username", *WORK, "job"), CleanCharField)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": ""} | kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=[("", BY_BROWSER[1]), *settings.LANGUAGES], required=False
        )
        if self.instance.pk == by.pk:
            self.fields["roles"].disabled = True
            self.fields["roles"].help_text = _("You cannot change your own roles: another administrator can.")
        self.fields["username"].required = bool(self.instance.pk)
        self.fields["username"].help_text = (
            _("They sign in with it, or with their address.")
            if self.instance.pk
            else _("They sign in with it, or with their address. Leave it empty, and the site makes one from the name.")
        )
        self.fields["email"].help_text = _("Invitations and notices go there. It belongs to one person only.")
        for name in WORK:
            self.fields[name].widget.attrs["list"] = f"known_{name}s"
        for name in ("first_name", "last_name", "email", "username", "job", *WORK):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def row_values(self, row: Any) -> Mapping[str, Any]:
        return {**super().row_values(row), "roles": roles_of(row)}

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "roles" and self.instance.pk:
            return roles_of(self.instance)
        return super().get_initial_for_field(field, field_name)

    def clean_email(self) -> str:
        """An address signs in, so two people cannot share one."""
        email = str(self.cleaned_data["email"])
        self.same_address = self._others().filter(email__iexact=email).first() if email else None
        if self.same_address is not None:
            raise ValidationError(_("This address has an account already."), code="same_address")
        return email

    def clean_username(self) -> str:
        name = str(self.cleaned_data["username"])
        if name and self._others().filter(username__iexact=name).exists():
            raise ValidationError(_("Somebody else has this user name already."), code="unique")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = ("first_name", "last_name", "email", "username")
        if not self.errors and not any(cleaned.get(name) for name in named):
            raise ValidationError(_("Give a name or an address at least."), code="nobody")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def chosen_roles(self) -> list[str] | None:
        """None where these may not be changed here."""
        return None if self.fields["roles"].disabled else list(self.cleaned_data["roles"])

    def known_work(self) -> dict[str, list[str]]:
        """The places of work and departments that people have, to choose from while one types."""
        return {
            name: list(User.objects.exclude(**{name: ""}).order_by(name).values_list(name, flat=True).distinct())
            for name in WORK
        }

    def _others(self) -> Any:
        return User.objects.exclude(pk=self.instance.pk)

"""One person's account, as an administrator makes it and changes it on the screens of the site."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import override

from accounts.access import is_administrator
from accounts.models import Role, User
from accounts.people.carrying_out import give_roles, held_roles
from accounts.people.person_lines import proposed_login

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

"""Bringing a list of people in: it is read and kept, shown, and then carried out, once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.access import is_administrator
from accounts.models import Role, User
from accounts.people.people_csv import read_people
from accounts.people.people_imports import NEW, UPDATED, PeopleImport
from accounts.people.person_lines import judged

AT_ONCE = 500


def read_list(
    content: bytes, *, by: User, name: str = "", language: str, role: str = "", at: datetime | None = None
) -> PeopleImport:
    """Returns what is to become of each line of a list, not saved. Raises PermissionDenied, UnreadableTable.

    `language` and `role` are for new people whose line names none.
    """
    if not is_administrator(by):
        raise PermissionDenied
    table = read_people(content)
    lines = judged(((line.number, line.cells) for line in table.lines), language=language, role=role)
    found = PeopleImport(name=name[:120], by=by, created_at=at or timezone.now(), language=language, role=role)
    found.lines, found.left_out = lines, table.left_out
    found.count()
    return found


def prepare(content: bytes, **values: Any) -> PeopleImport:
    """Reads a list, as `read_list`, and keeps what is to become of each line; nobody is made yet."""
    prepared = read_list(content, **values)
    prepared.save()
    return prepared


def carry_out(prepared: PeopleImport, *, by: User, at: datetime | None = None) -> None:
    """Makes and changes the accounts, all or none; a second time does nothing.

    The lines are judged anew, for accounts may have come meanwhile: what is kept afterwards is what was done.
    """
    if not is_administrator(by):
        raise PermissionDenied
    moment = at or timezone.now()
    with transaction.atomic():
        groups = held_roles()
        if not PeopleImport.objects.filter(pk=prepared.pk, confirmed_at=None).update(confirmed_at=moment):
            prepared.refresh_from_db()
            return
        lines = [(line["number"], line["raw"]) for line in prepared.lines]
        prepared.lines = judged(lines, language=prepared.language, role=prepared.role)
        _create(prepared.new, moment)
        change(prepared.in_state(UPDATED), "fields")
        give_roles(
            [(line["person"], role) for line in prepared.in_state(NEW, UPDATED) for role in line["roles"]], groups
        )
        prepared.confirmed_at = moment
        prepared.count()
        prepared.save(update_fields=["lines", "counts"])


def held_roles() -> dict[str, int]:
    """The keys of the groups by their names, held to the end of the transaction: of two changes of many, one waits."""
    rows = Group.objects.select_for_update().filter(name__in=Role.values).order_by("pk")
    return dict(rows.values_list("name", "pk"))


def _create(lines: list[dict[str, Any]], moment: datetime) -> None:
    people = [User(**line["fields"], password=make_password(None), date_joined=moment) for line in lines]
    for person in people:
        person.set_keys()
    User.objects.bulk_create(people, batch_size=AT_ONCE)
    for line, person in zip(lines, people, strict=True):
        line["person"] = person.pk


def change(lines: list[dict[str, Any]], values: str) -> None:
    """Gives known people the values of their lines: `fields`, or those of `before`."""
    wanted = {line["person"]: line[values] for line in lines if line[values]}
    for start in range(0, len(wanted), AT_ONCE):
        keys = list(wanted)[start : start + AT_ONCE]
        people = list(User.objects.filter(pk__in=keys))
        for person in people:
            for name, value in wanted[person.pk].items():
                setattr(person, name, value)
            person.set_keys()
        changed = {name for person in people for name in wanted[person.pk]}
        if people:
            User.objects.bulk_update(people, [*changed, "name_key", "directory_key"], batch_size=100)


def give_roles(given: Iterable[tuple[int, str]], groups: dict[str, int]) -> None:
    member = User.groups.through
    rows = [member(user_id=person, group_id=groups[role]) for person, role in given]
    member.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)

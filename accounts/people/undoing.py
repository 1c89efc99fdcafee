"""Undoing an import of people: who has not been here since is removed, who has stays, and is stopped if that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_administrator
from accounts.models import User
from accounts.people.carrying_out import AT_ONCE, change, held_roles
from accounts.people.last_administrator import without_last
from accounts.people.people_imports import UPDATED, PeopleImport
from accounts.traces import with_traces


def undo(prepared: PeopleImport, *, by: User, stop_others: bool = False, at: datetime | None = None) -> None:
    """Removes the accounts that the import made and nobody has used, and takes its changes of known ones back.

    `counts` says then how many were removed, stopped, left and restored. A second time does nothing.
    """
    if not is_administrator(by):
        raise PermissionDenied
    moment = at or timezone.now()
    with transaction.atomic():
        groups = held_roles()
        here = PeopleImport.objects.filter(pk=prepared.pk, undone_at=None).exclude(confirmed_at=None)
        if not here.update(undone_at=moment):
            prepared.refresh_from_db()
            return
        removed, others = _remove(prepared.new)
        stopped = _stop(others, by, moment) if stop_others else 0
        restored = _restore(prepared.in_state(UPDATED), by, groups)
        prepared.undone_at = moment
        prepared.counts |= {"removed": removed, "stopped": stopped, "left": len(others) - stopped, "restored": restored}
        prepared.save(update_fields=["counts"])


def unused(people: Sequence[int]) -> set[int]:
    """Which of these have never signed in, and left no trace."""
    found: set[int] = set()
    for start in range(0, len(people), AT_ONCE):
        rows = User.objects.filter(pk__in=people[start : start + AT_ONCE], last_login=None)
        found |= set(rows.values_list("pk", flat=True))
    return found - with_traces(User, found)


def _remove(lines: list[dict[str, Any]]) -> tuple[int, list[int]]:
    """How many were removed, and who stays of those that are still there."""
    people = [line["person"] for line in lines]
    gone = sorted(unused(people))
    for start in range(0, len(gone), AT_ONCE):
        User.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    rest = sorted(set(people) - set(gone))
    return len(gone), list(User.objects.filter(pk__in=rest, erased_at=None).values_list("pk", flat=True))


def _stop(people: list[int], by: User, moment: datetime) -> int:
    rows = User.objects.get_queryset().filter(pk__in=people, is_active=True).exclude(pk=by.pk)
    found = without_last(rows)
    for person in found:
        person.stop(by=by, reason=_("The list of people with which the account came was undone."), at=moment)
    return len(found)


def _restore(lines: list[dict[str, Any]], by: User, groups: dict[str, int]) -> int:
    """What the import changed goes back, unless somebody has changed it again since."""
    people = {person.pk: person for person in User.objects.filter(pk__in=[line["person"] for line in lines])}
    back = [line for line in lines if (person := people.get(line["person"])) and _is_as_written(person, line)]
    change(back, "before")
    for role, group in groups.items():
        given = [line["person"] for line in back if role in line["roles"] and line["person"] != by.pk]
        held = without_last(User.objects.get_queryset().filter(pk__in=given)) if role == "administrator" else None
        keys = given if held is None else [person.pk for person in held]
        User.groups.through.objects.filter(group_id=group, user_id__in=keys).delete()
    return len(back)


def _is_as_written(person: User, line: dict[str, Any]) -> bool:
    return all(getattr(person, name) == value for name, value in line["fields"].items())

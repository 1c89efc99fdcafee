"""Undoing an import of people: who has not been here since is removed, who has stays, and is stopped if that is wanted.

Somebody has to be able to open the door: the last administrator keeps her account and her role.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import is_administrator
from accounts.models import PersonQuerySet, Role, User
from accounts.people.carrying_out import AT_ONCE, change, held_roles
from accounts.people.parts import begin, end_part, held, next_part
from accounts.people.people_imports import NEW, UPDATED, PeopleImport
from accounts.traces import with_traces

CAN_ADMINISTER = Q(is_superuser=True) | Q(groups__name=Role.ADMINISTRATOR.value)


def without_last(people: PersonQuerySet) -> list[User]:
    """Returns these people; without the administrators among them where no other one would be left who can sign in."""
    chosen = list(people)
    here = User.objects.filter(CAN_ADMINISTER, is_active=True).values_list("pk", flat=True)
    administrators = set(here)
    rest = administrators - {person.pk for person in chosen}
    return chosen if rest else [person for person in chosen if person.pk not in administrators]


NUMBERS = ("removed", "stopped", "left", "restored")


def confirm_undoing(prepared: PeopleImport, *, by: User, stop_others: bool = False, at: datetime | None = None) -> bool:
    """Has the list undone: `go_on_undoing` does it. A second time does nothing, and returns False.

    Raises PermissionDenied, and ValidationError while another list is under way.
    """
    if not is_administrator(by):
        raise PermissionDenied
    rows = PeopleImport.objects.filter(pk=prepared.pk, undone_at=None).exclude(confirmed_at=None)
    return begin(rows, undone_at=at or timezone.now(), stops_others=stop_others)


def undo(prepared: PeopleImport, *, by: User, stop_others: bool = False, at: datetime | None = None) -> None:
    """Removes the accounts that the import made and nobody has used, and takes its changes of known ones back, to the end.

    `counts` says then how many were removed, stopped, left and restored. A second time does nothing. Raises what
    `confirm_undoing` does.
    """
    confirm_undoing(prepared, by=by, stop_others=stop_others, at=at)
    go_on_undoing(prepared.pk, by=by)
    prepared.refresh_from_db()


def go_on_undoing(pk: int, *, by: User) -> None:
    """Does what is left of it. Several may do it at once: each part is done by one of them."""
    while _undoes_part(pk, by):
        pass


def _undoes_part(pk: int, by: User) -> bool:
    """Whether a part was undone and another one is left."""
    with transaction.atomic():
        groups = held_roles()
        prepared = held(pk, undone=True)
        if prepared is None:
            return False
        part = next_part(prepared, "undone", NEW, UPDATED)
        removed, others = _remove([line for line in part if line["state"] == NEW])
        stopped = _stop(others, by, prepared.undone_at or timezone.now()) if prepared.stops_others else 0
        restored = _restore([line for line in part if line["state"] == UPDATED], by, groups)
        for name, number in zip(NUMBERS, (removed, stopped, len(others) - stopped, restored), strict=True):
            prepared.counts[name] = prepared.counts.get(name, 0) + number
        end_part(prepared, part, "undone")
        return prepared.is_running


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

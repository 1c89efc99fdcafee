"""What concerns few people is done at once, what concerns many by the worker: an answer never waits for thousands."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.people import tasks
from accounts.people.bulk_changes import PeopleChange
from accounts.people.carrying_out import confirm, go_on
from accounts.people.people_imports import PeopleImport
from accounts.people.undoing import confirm_undoing, go_on_undoing
from common.database import heartbeat

MOST_AT_ONCE = 200


def carry_out_soon(prepared: PeopleImport, *, by: User) -> None:
    """Raises PermissionDenied, and ValidationError while another list is under way."""
    is_short = len(prepared.lines) <= MOST_AT_ONCE
    with transaction.atomic():
        if confirm(prepared, by=by) and not is_short:
            tasks.carry_out.enqueue(prepared.pk)
    if is_short:
        go_on(prepared.pk)


def undo_soon(prepared: PeopleImport, *, by: User, stop_others: bool) -> None:
    """Raises PermissionDenied, and ValidationError while another list is under way."""
    is_short = len(prepared.lines) <= MOST_AT_ONCE
    with transaction.atomic():
        if confirm_undoing(prepared, by=by, stop_others=stop_others) and not is_short:
            tasks.undo.enqueue(prepared.pk, by.pk)
    if is_short:
        go_on_undoing(prepared.pk, by=by)


def has_stalled(prepared: PeopleImport) -> bool:
    """Returns whether no worker is at it: its own has fallen silent, or its task has failed."""
    return prepared.is_running and not heartbeat.is_at_work((tasks.carry_out, tasks.undo), prepared.pk)


def resume(prepared: PeopleImport, *, by: User) -> None:
    """Has the worker go on where one that was stopped left off: what is done is not done again."""
    if prepared.is_running and prepared.undone_at:
        tasks.undo.enqueue(prepared.pk, by.pk)
    elif prepared.is_running:
        tasks.carry_out.enqueue(prepared.pk)


def change_soon(change: PeopleChange, concerned: list[User], *, by: User) -> bool:
    """Changes these people; returns whether that is done, or left to the worker. Raises PermissionDenied, ValidationError."""
    keys = [person.pk for person in concerned]
    if len(keys) > MOST_AT_ONCE:
        tasks.change_people.enqueue(change.act.value, change.value, change.reason, keys, by.pk)
        return False
    change.carry_out(User.objects.get_queryset().filter(pk__in=keys), by=by)
    return True

"""What is done about many people at once takes minutes: the worker does it, and goes on where it was stopped."""

from __future__ import annotations

from django.tasks import task

from accounts.models import User
from accounts.people import carrying_out, undoing
from accounts.people.bulk_changes import PeopleAct, PeopleChange


@task
def carry_out(pk: int) -> None:
    """Does what is left of a list of people that was confirmed."""
    carrying_out.go_on(pk)


@task
def undo(pk: int, by: int) -> None:
    """Undoes what is left of a list of people."""
    undoing.go_on_undoing(pk, by=User.objects.get(pk=by))


@task
def change_people(act: str, value: str, reason: str, people: list[int], by: int) -> int:
    """Changes those of these people whom it still concerns, all or none; returns how many."""
    chosen = User.objects.get_queryset().filter(pk__in=people)
    return PeopleChange(PeopleAct(act), value, reason).carry_out(chosen, by=User.objects.get(pk=by))

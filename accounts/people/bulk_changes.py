"""Changing many people at once: it says first how many, never touches one's own account, nor the last administrator's.

What concerns few people is done at once, what concerns many by the worker: an answer never waits for thousands.

What is done about many people at once takes minutes: the worker does it, and goes on where it was stopped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.tasks import task
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import is_administrator
from accounts.models import PersonQuerySet, Role, User
from accounts.people import carrying_out
from accounts.people.carrying_out import (
    confirm,
    confirm_undoing,
    give_roles,
    go_on,
    go_on_undoing,
    held_roles,
    without_last,
)
from accounts.people.directory import BY_BROWSER
from accounts.people.invitations import invite, who_can_be_invited
from accounts.people.people_imports import PeopleImport
from common.database import heartbeat


class PeopleAct(TextChoices):
    INVITE = "invite", gettext_lazy("Send the invitation")
    GIVE = "give", gettext_lazy("Give a role")
    TAKE = "take", gettext_lazy("Take a role away")
    SPEAK = "speak", gettext_lazy("Change the language")
    STOP = "stop", gettext_lazy("Stop the accounts")
    OPEN = "open", gettext_lazy("Open the accounts again")


@dataclass(frozen=True)
class PeopleChange:
    """One act on many people; `value` is the role or the language, `reason` why accounts are stopped or opened again."""

    act: PeopleAct
    value: str = ""
    reason: str = ""

    def check(self) -> None:
        """Raises ValidationError for what cannot be done to anybody."""
        if self.act in {PeopleAct.GIVE, PeopleAct.TAKE} and self.value not in Role.values:
            raise ValidationError({"role": _("Choose a role.")})
        if self.act == PeopleAct.SPEAK and self.value not in dict([BY_BROWSER, *settings.LANGUAGES]):
            raise ValidationError({"language": _("Choose a language.")})
        if self.act in {PeopleAct.STOP, PeopleAct.OPEN} and not self.reason.strip():
            raise ValidationError({"reason": _("Say why: the log keeps it.")})

    @property
    def value_in_words(self) -> str:
        """The name of the role or the language; nothing where the act has neither."""
        match self.act:
            case PeopleAct.GIVE | PeopleAct.TAKE:
                return str(dict(Role.choices).get(self.value, ""))
            case PeopleAct.SPEAK:
                return str(dict([BY_BROWSER, *settings.LANGUAGES]).get(self.value, ""))
            case _:
                return ""

    @property
    def language(self) -> str:
        """As accounts hold it: nothing for whoever reads what her browser asks for."""
        return "" if self.value == BY_BROWSER[0] else self.value

    def concerns(self, people: PersonQuerySet, by: User) -> list[User]:
        """Those of these people whom it changes."""
        match self.act:
            case PeopleAct.INVITE:
                return list(who_can_be_invited(people))
            case PeopleAct.GIVE:
                return list(people.exclude(groups__name=self.value))
            case PeopleAct.TAKE:
                holders = people.filter(groups__name=self.value).exclude(pk=by.pk)
                return without_last(holders) if self.value == Role.ADMINISTRATOR else list(holders)
            case PeopleAct.SPEAK:
                return list(people.exclude(language=self.language))
            case PeopleAct.STOP:
                return without_last(people.filter(is_active=True).exclude(pk=by.pk))
            case _:
                return list(people.filter(is_active=False, erased_at=None))

    def carry_out(self, people: PersonQuerySet, *, by: User) -> int:
        """Changes those whom it concerns; returns how many. Raises PermissionDenied, ValidationError."""
        if not is_administrator(by):
            raise PermissionDenied
        self.check()
        with transaction.atomic():
            groups = held_roles()
            chosen = self.concerns(people, by)
            if self.is_for_a_wave(chosen):
                raise ValidationError(_("Several people are invited by a wave: it asks when, and how fast."))
            if chosen:
                self._change(chosen, by, groups)
        return len(chosen)

    def is_for_a_wave(self, concerned: list[User]) -> bool:
        """Whether these are invited by a wave of invitations, which is written and planned, and not at once."""
        return self.act == PeopleAct.INVITE and len(concerned) > 1

    def _change(self, chosen: list[User], by: User, groups: dict[str, int]) -> None:
        keys = [person.pk for person in chosen]
        match self.act:
            case PeopleAct.INVITE:
                invite(chosen[0])
            case PeopleAct.GIVE:
                give_roles([(key, self.value) for key in keys], groups)
                self._log(chosen, by)
            case PeopleAct.TAKE:
                for some in _in_parts(keys):
                    User.groups.through.objects.filter(group_id=groups[self.value], user_id__in=some).delete()
                self._log(chosen, by)
            case PeopleAct.SPEAK:
                for some in _in_parts(keys):
                    User.objects.filter(pk__in=some).update(language=self.language)
                self._log(chosen, by)
            case PeopleAct.STOP:
                for person in chosen:
                    person.stop(by=by, reason=self.reason)
            case _:
                for person in chosen:
                    person.restart(by=by, reason=self.reason)

    def _log(self, chosen: list[User], by: User) -> None:
        """In the history of each person in the administration, where single changes of roles stand too."""
        if chosen:
            message = f"{self.act.label}: {self.value}"
            LogEntry.objects.log_actions(by.pk, chosen, CHANGE, change_message=message)


def _in_parts(keys: list[int]) -> list[list[Any]]:
    return [keys[start : start + 500] for start in range(0, len(keys), 500)]


@task
def carry_out(pk: int) -> None:
    """Does what is left of a list of people that was confirmed."""
    carrying_out.go_on(pk)


@task
def undo(pk: int, by: int) -> None:
    """Undoes what is left of a list of people."""
    carrying_out.go_on_undoing(pk, by=User.objects.get(pk=by))


@task
def change_people(act: str, value: str, reason: str, people: list[int], by: int) -> int:
    """Changes those of these people whom it still concerns, all or none; returns how many."""
    chosen = User.objects.get_queryset().filter(pk__in=people)
    return PeopleChange(PeopleAct(act), value, reason).carry_out(chosen, by=User.objects.get(pk=by))


MOST_AT_ONCE = 200


def carry_out_soon(prepared: PeopleImport, *, by: User) -> None:
    """Raises PermissionDenied, and ValidationError while another list is under way."""
    is_short = len(prepared.lines) <= MOST_AT_ONCE
    with transaction.atomic():
        if confirm(prepared, by=by) and not is_short:
            carry_out.enqueue(prepared.pk)
    if is_short:
        go_on(prepared.pk)


def undo_soon(prepared: PeopleImport, *, by: User, stop_others: bool) -> None:
    """Raises PermissionDenied, and ValidationError while another list is under way."""
    is_short = len(prepared.lines) <= MOST_AT_ONCE
    with transaction.atomic():
        if confirm_undoing(prepared, by=by, stop_others=stop_others) and not is_short:
            undo.enqueue(prepared.pk, by.pk)
    if is_short:
        go_on_undoing(prepared.pk, by=by)


def has_stalled(prepared: PeopleImport) -> bool:
    """Returns whether no worker is at it: its own has fallen silent, or its task has failed."""
    return prepared.is_running and not heartbeat.is_at_work((carry_out, undo), prepared.pk)


def resume(prepared: PeopleImport, *, by: User) -> None:
    """Has the worker go on where one that was stopped left off: what is done is not done again."""
    if prepared.is_running and prepared.undone_at:
        undo.enqueue(prepared.pk, by.pk)
    elif prepared.is_running:
        carry_out.enqueue(prepared.pk)


def change_soon(change: PeopleChange, concerned: list[User], *, by: User) -> bool:
    """Changes these people; returns whether that is done, or left to the worker. Raises PermissionDenied, ValidationError."""
    keys = [person.pk for person in concerned]
    if len(keys) > MOST_AT_ONCE:
        change_people.enqueue(change.act.value, change.value, change.reason, keys, by.pk)
        return False
    change.carry_out(User.objects.get_queryset().filter(pk__in=keys), by=by)
    return True

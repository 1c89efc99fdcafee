"""Changing many people at once: it says first how many, never touches one's own account, nor the last administrator's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import is_administrator
from accounts.models import PersonQuerySet, Role, User
from accounts.people.carrying_out import give_roles, held_roles
from accounts.people.directory import BY_BROWSER
from accounts.people.invitations import invite, who_can_be_invited
from accounts.people.undoing import without_last


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

"""Asking for what a person did to be taken back, and confirming the list that was made of it: the worker does the rest.

Looking up and taking back can take minutes: the worker does it, and goes on where it was stopped.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.database import heartbeat
from contributions.moderation.rolling_back import carrying_out
from contributions.moderation.rolling_back.models import RollBack, RollBackState
from contributions.revision_hiding import REASON_LENGTH


@task
def look_up(pk: int) -> int:
    """Makes the list of what would be taken back; returns how long it is."""
    return carrying_out.look_up(RollBack.objects.select_related("person").get(pk=pk))


@task
def carry_out(pk: int) -> int:
    """Does what the confirmed list says; returns how many steps this run did."""
    return carrying_out.carry_out(RollBack.objects.select_related("person", "by").get(pk=pk))


def request_roll_back(
    person: User, *, since: datetime, until: datetime, reason: str, by: User, at: datetime | None = None
) -> RollBack:
    """Asks for what would be taken back; nothing is changed until `confirm`. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken back.")}, code="empty")
    if since >= until:
        raise ValidationError({"until": _("The end comes before the beginning.")}, code="period")
    if person.pk == by.pk:
        raise ValidationError(_("Undo your own changes in the history of each page."), code="own")
    values = {"since": since, "until": until, "reason": reason.strip()[:REASON_LENGTH]}
    with transaction.atomic():
        asked = RollBack.objects.create(person=person, by=by, asked_at=at or timezone.now(), **values)
        look_up.enqueue(asked.pk)
    return asked


def confirm(roll_back: RollBack, *, by: User, token: str) -> None:
    """Has the worker do what the list says. Raises ValidationError for another list, or one that was confirmed."""
    if token != roll_back.token():
        raise ValidationError(_("The list has changed. Look at it once more, then confirm."), code="changed")
    with transaction.atomic():
        if not roll_back.go_on(RollBackState.SHOWN, RollBackState.RUNNING, by=by):
            raise ValidationError(_("This was confirmed already, or dropped."), code="confirmed")
        carry_out.enqueue(roll_back.pk)


def has_stalled(roll_back: RollBack) -> bool:
    """Returns whether no worker is at it: its own has fallen silent, or its task has failed."""
    return roll_back.is_under_way and not heartbeat.is_at_work((look_up, carry_out), roll_back.pk)


def resume(roll_back: RollBack) -> None:
    """Has the worker go on where one that was stopped left off: what is done is not done again."""
    if roll_back.is_under_way:
        (look_up if roll_back.state == RollBackState.LOOKING else carry_out).enqueue(roll_back.pk)

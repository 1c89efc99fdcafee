"""What allauth sends goes through the outbox: in the house's words, and never while somebody waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.adapter import ClosedAdapter
from accounts.models import Rhythm, User
from notifications.mail.account_letters import AccountLetter, key_of
from notifications.mail.delivery import deliver_at_once
from notifications.mail.mail_server import QUEUE
from notifications.mail.outbox import Letter


class MailingAdapter(ClosedAdapter):
    """Its letters go to the address that the account has now, whatever was typed."""

    def request_reset_letters(self, people: Sequence[int]) -> None:
        """Has the worker write to these people, who may be nobody: the request that asks takes as long."""
        write_reset_letters.enqueue([*people])

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Of a changed password alone: nothing else of an account can be changed here."""
        if template_prefix.rpartition("/")[2] in {"password_changed", "password_reset", "password_set"}:
            write(user, AccountLetter.CHANGED)


@task(queue_name=QUEUE)
def write_reset_letters(people: list[int]) -> None:
    for person in User.objects.filter(pk__in=people, is_active=True):
        write(person, AccountLetter.RESET)


def write_invitation(person: User, *, at: datetime) -> None:
    """For settings.ON_INVITATION."""
    write(person, AccountLetter.INVITATION, at=at)


def write(person: User, what: AccountLetter, *, at: datetime | None = None) -> None:
    """Puts a letter into the outbox, unless one has gone there within these minutes, and wakes the worker."""
    now = at or timezone.now()
    key = key_of(person, what, at=now)
    letter = Letter(person=person, key=key, rhythm=Rhythm.AT_ONCE, created_at=now, next_try_at=now)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    transaction.on_commit(deliver_at_once.enqueue)

"""The letters to people who are invited: many at once, and none of them keeps another letter waiting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Rhythm, User
from notifications.mail.account_letters import AccountLetter, key_of
from notifications.mail.delivery import LETTERS_A_TASK, deliver_at_once
from notifications.mail.outbox import Letter

PAUSE = timedelta(seconds=0.1)


def write_invitations(people: Sequence[User], *, at: datetime, already: int) -> None:
    """Puts their letters into the outbox: see settings.ON_INVITATION. `already` says how many went there at this moment.

    Of a great number, each is due a little later than the one before: whoever asks for a new password meanwhile does not
    wait behind thousands.
    """
    letters = []
    for place, person in enumerate(people, start=already):
        later = at + PAUSE * max(place - LETTERS_A_TASK, 0)
        key = key_of(person, AccountLetter.INVITATION, at=at)
        letters.append(Letter(person=person, key=key, rhythm=Rhythm.AT_ONCE, created_at=at, next_try_at=later))
    Letter.objects.bulk_create(letters, ignore_conflicts=True)
    if not already:
        transaction.on_commit(deliver_at_once.enqueue)

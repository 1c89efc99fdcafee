"""The reminder, two days before: of each registration and each beginning once, and never late."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from campaign.training import letters
from campaign.training.letters import SessionLetter
from campaign.training.models import TrainingSession
from notifications.mail.outbox import Letter

REMINDED = timedelta(hours=48)
LATEST_REMINDER = timedelta(hours=24)
"""So shortly before, a reminder that could not go out in time is left out."""


def remind_of_sessions(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: writes to whoever had a seat two days before; returns to how many.

    Whoever registers later has just been told. What is written already is not written again.
    """
    now = at or timezone.now()
    soon = TrainingSession.objects.filter(
        starts_at__gt=now + LATEST_REMINDER, starts_at__lte=now + REMINDED, cancelled_at=None
    )
    return sum(_remind(session, now) for session in soon)


def _remind(session: TrainingSession, now: datetime) -> int:
    reminded = session.registrations.registered().filter(since__lte=session.starts_at - REMINDED)
    by_key = {letters.key_of(one, SessionLetter.REMINDER): one for one in reminded}
    written = set(Letter.objects.filter(key__in=by_key).values_list("key", flat=True))
    with transaction.atomic():
        return letters.write([one for key, one in by_key.items() if key not in written], SessionLetter.REMINDER, at=now)

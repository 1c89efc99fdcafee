"""What is done about watches after the answer has gone out."""

from __future__ import annotations

from django.tasks import task
from django.utils.dateparse import parse_datetime

from notifications.kinds import NotificationKind
from notifications.models import Notification


@task
def forget_that_she_was_followed(person_id: int, before: str) -> int:
    """Removes what her followers were told of what she wrote under another name; returns how much that was."""
    told = Notification.objects.filter(
        actor=person_id, kind=NotificationKind.FOLLOWED, created_at__lte=parse_datetime(before)
    )
    return told.forget()

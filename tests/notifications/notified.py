"""Telling, for the tests: what differs is given, the rest is made up."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any
from unittest.mock import patch

from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.models import Notification

NUMBERS = count(1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # ten o'clock in Paris


def notify(
    *people: User, kind: NotificationKind = NotificationKind.EDITED, place: str = "page:12", **details: Any
) -> int:
    values: dict[str, Any] = {
        "place_title": "L’appel du faux technicien",
        "url": "/wiki/",
        "key": f"contributions.{place}:{next(NUMBERS)}",
    }
    return Notification.objects.notify([person.pk for person in people], kind=kind, place=place, **values | details)


def told(person: User, **details: Any) -> Notification:
    """The notification itself."""
    assert notify(person, **details) == 1
    return Notification.objects.filter(person=person).latest("pk")


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def unread(person: User) -> int:
    """What the bell says, which has to be what is there."""
    number = fresh(person).unread_count
    assert number == Notification.objects.of(person).unread().count()
    return number


def at(moment: datetime) -> Any:
    """The clock stands still."""
    return patch("django.utils.timezone.now", return_value=moment)

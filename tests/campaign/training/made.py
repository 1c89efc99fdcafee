"""Sessions for tests, and people who come to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaign.models import TrainingSession
from campaign.training.registrations import Registration
from tests import factories


def create_session(*, in_days: float = 10, at: datetime | None = None, **fields: Any) -> TrainingSession:
    """One of two hours, for two people unless it is said otherwise."""
    starts_at = at or timezone.now().replace(second=0, microsecond=0) + timedelta(days=in_days)
    values = {
        "title": "Repérer un faux message",
        "place": "Lille",
        "room": "Salle Vauban",
        "address": "12, rue Nationale, 59000 Lille",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "speakers": "Nathalie Fontaine",
        "capacity": 2,
    }
    session = TrainingSession(**values | fields)
    session.plan(by=None, at=starts_at - timedelta(days=400))
    return session


def create_people(number: int) -> list[User]:
    return [factories.create_user(username=f"personne{place}") for place in range(number)]


def states(session: TrainingSession) -> dict[str, str]:
    """What each person is, by her user name, in the order of the list."""
    rows = session.registrations.select_related("person").order_by("queue_number", "pk")
    return {row.person.username: row.state for row in rows}


def own(session: TrainingSession, person: User) -> Registration:
    return session.registrations.get(person=person)

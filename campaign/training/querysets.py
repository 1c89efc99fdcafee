"""Which sessions: by place and month, and with how many seats are taken."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import User
from campaign.training.registrations import RegistrationState

if TYPE_CHECKING:
    from campaign.training.models import TrainingSession  # noqa: F401  # named in a string below


class TrainingSessionQuerySet(models.QuerySet["TrainingSession"]):
    def at_place(self, place: str) -> TrainingSessionQuerySet:
        return self.filter(place=place)

    def in_month(self, first_day: date) -> TrainingSessionQuerySet:
        """Those that begin in the month of this day, by the clock of the site."""
        begin = first_day.replace(day=1)
        end = begin.replace(year=begin.year + begin.month // 12, month=begin.month % 12 + 1)
        return self.filter(starts_at__gte=_midnight(begin), starts_at__lt=_midnight(end))

    def with_counts(self) -> TrainingSessionQuerySet:
        """Each with how many are registered, how many of these on reserved seats, and how many wait."""
        registered = Q(registrations__state=RegistrationState.REGISTERED)
        on_reserved = registered & Q(registrations__is_on_reserved_seat=True)
        waiting = Q(registrations__state=RegistrationState.WAITING)
        wanted = {"registered_count": registered, "reserved_count": on_reserved, "waiting_count": waiting}
        counts: dict[str, Any] = {name: Count("registrations", filter=which) for name, which in wanted.items()}
        counted: TrainingSessionQuerySet = self.annotate(**counts)
        return counted

    def with_attendance(self) -> TrainingSessionQuerySet:
        """Each with how many had a seat, and how many are noted as having come."""
        registered = Q(registrations__state=RegistrationState.REGISTERED)
        came = Q(registrations__came_at__isnull=False)
        counts: dict[str, Any] = {
            "seated_count": Count("registrations", filter=registered),
            "came_count": Count("registrations", filter=came),
        }
        counted: TrainingSessionQuerySet = self.annotate(**counts)
        return counted

    def with_own_state(self, person: User) -> TrainingSessionQuerySet:
        """Each with the state of this person's registration: "" where she has none."""
        own: Any = self.model._meta.get_field("registrations").related_model
        states = own._default_manager.filter(session=OuterRef("pk"), person=person).values("state")
        own_state: dict[str, Any] = {"own_state": Subquery(states[:1])}
        marked: TrainingSessionQuerySet = self.annotate(**own_state)
        return marked


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

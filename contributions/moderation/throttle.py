"""How often one person may do a thing: per minute and per hour, counted in the database, which all processes share."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.models import User
from common.database import statements
from common.words.dates import time_of_day
from contributions.moderation.first_contributions import FirstContribution

MINUTE, HOUR = 60, 3600
FOR_THE_NEW, FOR_EDITORS = 2, 10
"""Somebody new may do half as much, an editor, who moves many pages, ten times as much."""


class RateLimited(ValidationError):
    """`until` is when the next one is taken."""

    def __init__(self, until: datetime) -> None:
        time = time_of_day(until)
        words = _("That is a lot in a short time. Nothing was sent, and nothing is lost: try again at %(time)s.")
        super().__init__(words % {"time": time}, code="too_often")
        self.until = until


TAKE = """
    INSERT INTO contributions_ratelimitcounter AS tally (person_id, act, minute, in_minute, hour, in_hour)
    VALUES (%s, %s, %s, 1, %s, 1)
    ON CONFLICT (person_id, act) DO UPDATE SET
        in_minute = CASE WHEN tally.minute = excluded.minute THEN tally.in_minute + 1 ELSE 1 END,
        in_hour = CASE WHEN tally.hour = excluded.hour THEN tally.in_hour + 1 ELSE 1 END,
        minute = excluded.minute,
        hour = excluded.hour
    WHERE (tally.minute <> excluded.minute OR tally.in_minute < %s) AND (tally.hour <> excluded.hour OR tally.in_hour < %s)
"""


class RateLimitCounterQuerySet(models.QuerySet["RateLimitCounter"]):
    def take(self, person: User, act: str, *, a_minute: int, an_hour: int, at: datetime) -> bool:
        """Counts one more in the minute and the hour of `at`; False, and nothing counted, where that were too many in one.

        One statement, which two at once do one after the other. The ORM has no such word, and needs four.
        """
        adapt = connection.ops.adapt_datetimefield_value
        minute, hour = (adapt(beginning_of(seconds, at)) for seconds in (MINUTE, HOUR))
        return statements.write_unawaited(TAKE, [person.pk, act, minute, hour, a_minute, an_hour]) > 0

    def give_back(self, person: User, act: str, *, at: datetime) -> None:
        """One that was counted at that moment does not count."""
        same_minute = When(minute=beginning_of(MINUTE, at), in_minute__gt=0, then=F("in_minute") - 1)
        in_minute = Case(same_minute, default=F("in_minute"), output_field=models.IntegerField())
        counted = self.filter(person=person, act=act, hour=beginning_of(HOUR, at), in_hour__gt=0)
        counted.update(in_hour=F("in_hour") - 1, in_minute=in_minute)

    def until(self, person: User, act: str, *, an_hour: int, at: datetime) -> datetime:
        """When the next one is taken of somebody who had too many in the minute, or the hour, of `at`."""
        full = self.filter(person=person, act=act, hour=beginning_of(HOUR, at), in_hour__gte=an_hour)
        seconds = HOUR if full.exists() else MINUTE
        return beginning_of(seconds, at) + timedelta(seconds=seconds)


class RateLimitCounter(models.Model):
    """How often a person did a thing since a minute, and an hour, began: one row, used again and again."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("person"))
    act = models.CharField(gettext_lazy("act"), max_length=12)
    minute = models.DateTimeField(gettext_lazy("since the minute"))
    in_minute = models.PositiveIntegerField(gettext_lazy("number in the minute"))
    hour = models.DateTimeField(gettext_lazy("since the hour"))
    in_hour = models.PositiveIntegerField(gettext_lazy("number in the hour"))

    objects = RateLimitCounterQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("rate limit counter")
        verbose_name_plural = gettext_lazy("rate limit counters")
        ordering = ["-minute", "-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "act"], name="what_a_person_does_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.act}: {self.in_minute}, {self.in_hour}"


def count(person: User, act: str, *, at: datetime | None = None) -> None:
    """Counts one more of an act that settings.FLOOD_LIMITS knows. Raises RateLimited beyond what the person may do."""
    moment = at or timezone.now()
    a_minute, an_hour = limits_of(person, act)
    if not RateLimitCounter.objects.take(person, act, a_minute=a_minute, an_hour=an_hour, at=moment):
        raise RateLimited(RateLimitCounter.objects.until(person, act, an_hour=an_hour, at=moment))


@contextmanager
def counted(person: User, act: str, *, at: datetime | None = None) -> Iterator[None]:
    """Counts what is done inside. Raises RateLimited beyond what the person may do; what is refused inside counts as not done.

    Screens put the verb into it: an import, which has no screen, is no flood.
    """
    moment = at or timezone.now()
    count(person, act, at=moment)
    try:
        yield
    except Exception:
        RateLimitCounter.objects.give_back(person, act, at=moment)
        raise


def limits_of(person: User, act: str) -> tuple[int, int]:
    """How often the person may do it within a minute, and within an hour."""
    a_minute, an_hour = settings.FLOOD_LIMITS[act]
    if access.is_editor(person):
        return a_minute * FOR_EDITORS, an_hour * FOR_EDITORS
    if FirstContribution.objects.is_new(person):
        return max(1, a_minute // FOR_THE_NEW), max(1, an_hour // FOR_THE_NEW)
    return a_minute, an_hour


def beginning_of(seconds: int, moment: datetime) -> datetime:
    """When the minute, or the hour, of that moment began."""
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)

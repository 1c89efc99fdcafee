"""How often one person may do a thing: per minute and per hour, counted in the database, which all processes share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts import access
from accounts.models import User
from contributions.order.beginnings import Beginning

MINUTE, HOUR = 60, 3600
ATTEMPTS = 5
FOR_THE_NEW, FOR_EDITORS = 2, 10
"""Somebody new may do half as much, an editor, who moves whole shelves, ten times as much."""


class TooOften(ValidationError):
    """`until` is when the next one is taken."""

    def __init__(self, until: datetime) -> None:
        time = date_format(timezone.localtime(until), pgettext("format of a time", "H:i"))
        words = _("That is a lot in a short time. Nothing was sent, and nothing is lost: try again at %(time)s.")
        super().__init__(words % {"time": time}, code="too_often")
        self.until = until


class TallyQuerySet(models.QuerySet["Tally"]):
    def take(self, person: User, act: str, *, seconds: int, at_most: int, at: datetime) -> bool:
        """Counts one more in the minute, or hour, of `at`; False, and nothing counted, where that were more than `at_most`."""
        since = beginning_of(seconds, at)
        same = self.filter(person=person, act=act, seconds=seconds)
        now = same.filter(since=since)
        for _attempt in range(ATTEMPTS):
            if now.filter(number__lt=at_most).update(number=F("number") + 1):
                return True
            if now.filter(number__gte=at_most).exists():
                return False
            if same.exclude(since=since).update(since=since, number=1) or self._begin(person, act, seconds, since):
                return True
        return False

    def _begin(self, person: User, act: str, seconds: int, since: datetime) -> bool:
        """False where the same row was begun in the same instant."""
        try:
            with transaction.atomic():
                self.create(person=person, act=act, seconds=seconds, since=since, number=1)
        except IntegrityError:
            return False
        return True


class Tally(models.Model):
    """How often a person did a thing since the minute, or the hour, began: one row each, used again and again."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=gettext_lazy("person"))
    act = models.CharField(gettext_lazy("act"), max_length=12)
    seconds = models.PositiveIntegerField(gettext_lazy("counted over, in seconds"))
    since = models.DateTimeField(gettext_lazy("since"))
    number = models.PositiveIntegerField(gettext_lazy("number"))

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("tally of a throttle")
        verbose_name_plural = gettext_lazy("tallies of the throttle")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "act", "seconds"], name="what_a_person_does_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.number}"


def count(person: User, act: str, *, at: datetime | None = None) -> None:
    """Counts one more try of an act that settings.FLOOD_LIMITS knows; raises TooOften beyond what the person may do.

    Screens call it before the verb: an import, which has no screen, is no flood.
    """
    moment = at or timezone.now()
    a_minute, an_hour = limits_of(person, act)
    for seconds, at_most in ((MINUTE, a_minute), (HOUR, an_hour)):
        if not Tally.objects.take(person, act, seconds=seconds, at_most=at_most, at=moment):
            raise TooOften(beginning_of(seconds, moment) + timedelta(seconds=seconds))


def limits_of(person: User, act: str) -> tuple[int, int]:
    """How often the person may do it within a minute, and within an hour."""
    a_minute, an_hour = settings.FLOOD_LIMITS[act]
    if access.is_editor(person):
        return a_minute * FOR_EDITORS, an_hour * FOR_EDITORS
    if Beginning.objects.is_new(person):
        return max(1, a_minute // FOR_THE_NEW), max(1, an_hour // FOR_THE_NEW)
    return a_minute, an_hour


def beginning_of(seconds: int, moment: datetime) -> datetime:
    """When the minute, or the hour, of that moment began."""
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)

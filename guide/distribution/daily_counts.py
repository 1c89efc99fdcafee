"""How often the guide was opened and downloaded, and what a reader is counted by for a day."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    def of_channel(self, code: str) -> DailyCountQuerySet:
        return self.filter(channel=code)

    def since(self, day: date | None) -> DailyCountQuerySet:
        return self if day is None else self.filter(day__gte=day)

    def of_past_days(self) -> DailyCountQuerySet:
        """Of what is told by channel: a number that moves as one reader comes would tell of her."""
        return self.filter(day__lt=timezone.localdate())

    def opened(self) -> DailyCountQuerySet:
        return self.filter(form="web")

    def downloaded(self) -> DailyCountQuerySet:
        """The files; neither the page, nor the picture that others show of it, nor a short address."""
        return self.exclude(form__in=("web", "share", "door"))

    def by_form(self) -> dict[str, int]:
        return dict(self.order_by().values_list("form").annotate(n=Sum("number")))

    def by_day(self) -> dict[date, int]:
        return dict(self.order_by().values_list("day").annotate(n=Sum("number")))


class DailyCount(models.Model):
    """How many readers opened or fetched a form of an edition on a day, each counted once. No foreign keys: it stays.

    `form` is that of `EditionFile`, or "door" for a channel's short address; `channel` its code, or empty.
    """

    edition = models.PositiveIntegerField(_("edition"))
    language = models.CharField(_("language"), max_length=8)
    form = models.CharField(_("form"), max_length=10)
    channel = models.CharField(_("channel"), max_length=24, blank=True, default="")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("readers"), default=0)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("count")
        verbose_name_plural = _("counts")
        ordering = ["-day", "edition", "language", "form", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "edition", "language", "form", "channel"], name="a_day_is_counted_once"
            )
        ]
        indexes = [models.Index(fields=["channel", "day"], name="counts_of_a_channel")]

    def __str__(self) -> str:
        return f"{self.day}, {self.edition}/{self.language}/{self.form}: {self.number}"


class DaySalt(models.Model):
    """What the readers of a day are hashed with; thrown away at night, and with it every way back to an address."""

    day = models.DateField(unique=True)
    value = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.day)


class CountedReader(models.Model):
    """That a reader is counted today, as a salted hash; thrown away at night."""

    day = models.DateField()
    digest = models.BinaryField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="a_reader_is_counted_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)

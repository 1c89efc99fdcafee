"""The mail server rests for some minutes after it was away or silent, for all letters alike: the next try waits that long.

A server that accepts and says nothing holds whoever writes to it for half a minute a letter.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REST = timedelta(minutes=3)
THE_ROW = 1


class MailServerRestQuerySet(models.QuerySet["MailServerRest"]):
    def is_resting(self, at: datetime) -> bool:
        """Whether no letter goes out at this moment. A clock that went back makes no rest longer."""
        return self.filter(until__gt=at, until__lte=at + REST).exists()

    def begin_try(self, at: datetime) -> bool:
        """Whether the caller may write to the server now. After a rest that is one alone, and the others go on resting."""
        row = self.filter(pk=THE_ROW).first()
        if row is None:
            return True
        if at < row.until <= at + REST:
            return False
        return bool(self.filter(pk=THE_ROW, until=row.until).update(until=at + REST))

    def begin_rest(self, problem: str, *, at: datetime) -> None:
        """The server was away, or did not answer."""
        values = {"until": at + REST, "problem": problem}
        self.update_or_create(pk=THE_ROW, defaults=values, create_defaults=values | {"since": at})

    def end_rest(self) -> None:
        """The server has taken a letter."""
        self.filter(pk=THE_ROW).delete()


class MailServerRest(models.Model):
    """The one row that is there while the mail server is in trouble: since when, until when no letter is tried, and why."""

    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("next try"))
    problem = models.TextField(_("problem"), blank=True)

    objects = MailServerRestQuerySet.as_manager()

    class Meta:
        verbose_name = _("rest of the mail server")
        verbose_name_plural = _("rests of the mail server")

    def __str__(self) -> str:
        return self.problem

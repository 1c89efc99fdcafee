"""Statements that wait for the record store. What it has taken is removed."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class PendingStatementQuerySet(models.QuerySet["PendingStatement"]):
    def waiting(self) -> Self:
        """Those that are sent next, the oldest first: what happened first is told first."""
        return self.filter(is_refused=False).order_by("pk")

    def send_again(self, *, at: datetime | None = None) -> int:
        """An administrator's decision: those of this selection wait no longer, also if they were refused."""
        return self.update(is_refused=False, problem="", tries=0, next_try_at=at or timezone.now())


class PendingStatement(models.Model):
    """A statement as it is sent. `uuid` is its id; `is_refused` where the store says that it can never take it."""

    uuid = models.UUIDField(_("id of the statement"), unique=True)
    learner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("learner"))
    statement = models.JSONField(_("statement"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    problem = models.CharField(_("problem"), max_length=300, blank=True)
    is_refused = models.BooleanField(_("refused"), default=False)

    objects = PendingStatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement that waits")
        verbose_name_plural = _("statements that wait")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.uuid)

"""Notes the statements about an attempt in its transaction: none is lost, and none is of what did not happen.

Statements that wait for the record store. What it has taken is removed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.attempts.attempt_expiry import MONTH
from learning.attempts.models import Attempt, ItemResponse
from learning.attempts.responding import AttemptStep
from learning.document import Course as CourseContent
from learning.statements import statement_texts


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


def note(attempt: Attempt, content: CourseContent, step: AttemptStep, *, response: ItemResponse | None = None) -> None:
    """For settings.ON_ATTEMPT_STEP. Does nothing where no record store is set."""
    if not settings.RECORD_STORE_URL:
        return
    if step == AttemptStep.BEGUN:
        said = [statement_texts.begun(attempt, content)]
    elif response is not None:
        said = [statement_texts.answered(attempt, content, response)]
    else:
        said = statement_texts.finished(attempt, content)
    rows = [PendingStatement(uuid=UUID(one["id"]), learner_id=attempt.learner_id, statement=one) for one in said]
    PendingStatement.objects.bulk_create(rows, ignore_conflicts=True)


def forget_old_statements(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: what a store has not taken in all that time goes with the answers. Returns how many."""
    limit = (at or timezone.now()) - settings.COURSE_ANSWERS_MONTHS * MONTH
    return PendingStatement.objects.filter(created_at__lt=limit).delete()[0]


def forget_statements_of(person: User) -> None:
    """For settings.ON_ERASURE: nothing more is told of her. What the store has is its administrators' to erase."""
    PendingStatement.objects.filter(learner=person).delete()

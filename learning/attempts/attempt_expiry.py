"""Attempts have an end: some months after the last answer nobody can say any more what a person has answered, or how she did.

Of an attempt that was passed the bare row stays, on which its certificate rests; the others go, and are counted.

What becomes of the attempts of a person who is erased.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.attempts.models import Attempt, ItemResponse
from learning.courses.models import Course

MONTH: Final = timedelta(days=30.44)


class ForgottenLearners(models.Model):
    """How many people had begun and finished a course without passing it, before it was forgotten who they are."""

    course = models.OneToOneField(
        Course, on_delete=models.CASCADE, related_name="forgotten_learners", verbose_name=_("course")
    )
    began = models.PositiveIntegerField(_("began"), default=0)
    finished = models.PositiveIntegerField(_("finished"), default=0)

    class Meta:
        verbose_name = _("learners that were forgotten")
        verbose_name_plural = _("learners that were forgotten")

    def __str__(self) -> str:
        return str(self.course)


def forget_attempts(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY. Returns of how many people, once a course, answers and results were forgotten."""
    limit = (at or timezone.now()) - settings.COURSE_ANSWERS_MONTHS * MONTH
    due = list(_over_since(limit))
    for course, learner in due:
        _forget(course, learner, limit)
    return len(due)


def _over_since(limit: datetime) -> QuerySet[Attempt, tuple[int, int]]:
    """The keys of courses and of learners who have done nothing in them since, where there is something to forget."""
    pairs = Attempt.objects.filter(is_forgotten=False).order_by().values("course", "learner")
    last = pairs.annotate(begun=Max("begun_at"), finished=Max("finished_at"), answered_at=Max("responses__at"))
    over = last.filter(
        Q(finished=None) | Q(finished__lt=limit), Q(answered_at=None) | Q(answered_at__lt=limit), begun__lt=limit
    )
    return over.values_list("course", "learner")


def _forget(course: int, learner: int, limit: datetime) -> None:
    """Her attempts are held, so that no answer comes in between."""
    with transaction.atomic():
        attempts = Attempt.objects.filter(course=course, learner=learner, is_forgotten=False)
        held = list(attempts.select_for_update())
        if not held or not _over_since(limit).filter(course=course, learner=learner).exists():
            return
        passed = [attempt.pk for attempt in held if attempt.is_passed]
        ItemResponse.objects.filter(attempt__in=passed).delete()
        Attempt.objects.filter(pk__in=passed).update(is_forgotten=True, points=0, hinted=[])
        attempts.filter(is_passed=False).delete()
        if not Attempt.objects.filter(course=course, learner=learner).exists():
            _count(course, held)


def _count(course: int, attempts: Iterable[Attempt]) -> None:
    finished = 1 if any(not attempt.is_open for attempt in attempts) else 0
    ForgottenLearners.objects.get_or_create(course_id=course)
    ForgottenLearners.objects.filter(course=course).update(began=F("began") + 1, finished=F("finished") + finished)


def erase_attempts_of(person: User) -> None:
    """For settings.ON_ERASURE: what she answered and her certificates go; her row stays, under a pseudonym."""
    Attempt.objects.filter(learner=person).delete()

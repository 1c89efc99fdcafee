"""Attempts at a course, and what was answered in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from learning.courses.models import Course, CourseDocument, CourseVersion
from learning.document import Course as CourseContent


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of(self, learner: User, course: Course | None = None) -> Self:
        """Those of a learner, at one course or at all of them, the first first; each with what was answered counted."""
        found = self.filter(learner=learner) if course is None else self.filter(learner=learner, course=course)
        found = found.select_related("version")
        return found.annotate(answered=Count("responses")).order_by("course", "number")


class Attempt(models.Model):
    """One way through a version of a course. It goes on with that version, also when a newer one is published.

    A learner has one open attempt at a course at most. `language` is the one in which she answered last. `points` is the
    number of right items, once it is finished. One that `is_forgotten` was passed, and neither its answers nor its points
    are known any more: see attempt_expiry. `hinted` are the keys of items that were answered wrongly once, and have a hint.
    """

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="all_attempts", verbose_name=_("course"))
    version = models.ForeignKey(
        CourseVersion, on_delete=models.PROTECT, related_name="all_attempts", verbose_name=_("version")
    )
    learner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("learner"))
    number = models.PositiveSmallIntegerField(_("number"))
    language = models.CharField(_("language"), max_length=8)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("right items"), null=True, blank=True)
    is_passed = models.BooleanField(_("passed"), default=False)
    hinted = models.JSONField(_("items with a hint read"), default=list)
    is_forgotten = models.BooleanField(_("answers forgotten"), default=False)

    objects = AttemptQuerySet.as_manager()

    if TYPE_CHECKING:
        responses: Any
        course_id: int
        version_id: int
        learner_id: int

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "learner", "number"], name="attempts_of_a_learner_are_numbered"),
            models.UniqueConstraint(
                fields=["course", "learner"],
                condition=models.Q(finished_at=None),
                name="a_learner_has_one_open_attempt",
            ),
            models.CheckConstraint(
                condition=models.Q(finished_at=None, points=None, is_passed=False)
                | models.Q(finished_at__isnull=False, points__isnull=False),
                name="a_finished_attempt_has_points",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.finished_at is None

    @property
    def content(self) -> CourseContent:
        """What its version says in its language."""
        document: CourseDocument = self.version.documents.get(language=self.language)
        return document.content

    @cached_property
    def answered(self) -> int:
        """How many items were answered: what `AttemptQuerySet.of` has counted for all rows at once, else one query."""
        count: int = self.responses.count()
        return count

    @property
    def percent(self) -> int:
        """Its score, rounded down; of a finished one, in which each item was answered and counted."""
        return (self.points or 0) * 100 // (self.answered or 1)


class ItemResponse(models.Model):
    """What was answered to an item in an attempt: once. `item` is its key in the frozen course; see `learning.grading`.

    `language` is the one in which it was asked: words that were typed are of that language.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses", verbose_name=_("attempt"))
    item = models.CharField(_("item"), max_length=20)
    language = models.CharField(_("language"), max_length=8)
    response = models.JSONField(_("response"))
    is_right = models.BooleanField(_("right"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    if TYPE_CHECKING:
        attempt_id: int

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["attempt", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "item"], name="an_item_is_answered_once_in_an_attempt")
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.item}"

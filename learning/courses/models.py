"""A course in preparation, and its versions. Its texts are `guide.course_texts.CourseText`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from guide.course_texts import in_course_order
from guide.models import CourseText, Edition
from learning import document

USUAL_PASS_MARK = 80
REASON_LENGTH = 300


class CourseQuerySet(models.QuerySet["Course"]):
    def open_to_learners(self) -> Self:
        """Those that are published and not closed; each title is at hand."""
        published = CourseVersion.objects.filter(course=models.OuterRef("pk"))
        return self.filter(models.Exists(published), closed_at=None).select_related("text")

    def to_begin(self, on: date) -> Self:
        """Those that can be begun on a day of the campaign."""
        return self.open_to_learners().exclude(deadline__lt=on)


class Course(models.Model):
    """What editors decide of a course; `text` has its title and description, and its lessons belong to it.

    `edition` is the one whose tips it teaches; `attempts` is 0 where there is no limit; after the `deadline`, a day of the
    campaign's time zone, nobody begins another attempt.
    """

    text = models.OneToOneField(CourseText, on_delete=models.PROTECT, related_name="course", verbose_name=_("text"))
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="courses", verbose_name=_("edition"))
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark in percent"),
        default=USUAL_PASS_MARK,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, validators=[MaxValueValidator(99)])
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    objects = CourseQuerySet.as_manager()
    history = HistoricalRecords(history_id_field=models.BigAutoField(), user_related_name="+")

    if TYPE_CHECKING:
        versions: Any
        edition_id: int
        text_id: int

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_mark__gte=1, pass_mark__lte=100), name="a_pass_mark_is_a_percentage"
            ),
        ]

    def __str__(self) -> str:
        return self.text.title

    def get_absolute_url(self) -> str:
        """The page of its learners."""
        return reverse("learning:course", args=[self.pk])

    def texts(self) -> list[CourseText]:
        """The course's own text, each lesson in use and its items after it; one query."""
        rows = CourseText.objects.in_use().of_course(self.text_id).select_related("tip", "theme")
        return in_course_order(list(rows))

    def languages(self) -> list[str]:
        """The languages in which its edition is out, the edition's own first: it can be published in these."""
        return list(self.edition.documents)

    def newest_version(self) -> CourseVersion | None:
        newest: CourseVersion | None = self.versions.order_by("-number").first()
        return newest


class CourseVersion(models.Model):
    """A course as it was published: it never changes. What it says stands in its documents, one a language."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions", verbose_name=_("course"))
    number = models.PositiveIntegerField(_("number"))
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+", verbose_name=_("edition"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("published by")
    )
    unread_reason = models.CharField(_("why nobody else has read it"), max_length=REASON_LENGTH, blank=True)

    if TYPE_CHECKING:
        documents: Any
        course_id: int
        edition_id: int

    class Meta:
        verbose_name = _("version of a course")
        verbose_name_plural = _("versions of courses")
        ordering = ["course", "-number"]
        constraints = [models.UniqueConstraint(fields=["course", "number"], name="a_course_has_one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.course} ({self.number})"

    def withdrawn_edition(self) -> Edition | None:
        """Returns the edition that it teaches, where that is withdrawn; one query."""
        found: Edition | None = Edition.objects.filter(pk=self.edition_id, status="withdrawn").defer("names").first()
        return found

    def content_in(self, language: str) -> document.Course:
        """Returns what it says in a language; in its first one where it does not speak it."""
        rows = self.documents.order_by(models.Case(models.When(language=language, then=0), default=1), "pk")
        found: document.Course = rows[0].content
        return found


class CourseDocument(models.Model):
    """What a version says in a language: the frozen form of `learning.document.Course`."""

    version = models.ForeignKey(
        CourseVersion, on_delete=models.PROTECT, related_name="documents", verbose_name=_("version")
    )
    language = models.CharField(_("language"), max_length=8)
    frozen = models.JSONField(_("content"))

    if TYPE_CHECKING:
        version_id: int

    class Meta:
        verbose_name = _("content of a course")
        verbose_name_plural = _("contents of courses")
        ordering = ["version", "pk"]  # as they were published: the first language of the edition comes first
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="a_course_version_has_one_content_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"

    @property
    def content(self) -> document.Course:
        return document.Course.from_json(self.frozen)

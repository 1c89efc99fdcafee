"""Which pages answer a question, and who else asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.pages.models import Page


class QuestionAnswer(models.Model):
    """Somebody says that a page answers a question."""

    question = models.ForeignKey(
        "contributions.Question", on_delete=models.CASCADE, related_name="+", verbose_name=_("question")
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="question_answers", verbose_name=_("page"))
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("according to"))
    at = models.DateTimeField(_("said"), default=timezone.now)

    if TYPE_CHECKING:
        question_id: int
        page_id: int
        by_id: int

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "page"], name="a_page_answers_a_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.question} → {self.page}"


class SameQuestion(models.Model):
    """Somebody else has this question too."""

    question = models.ForeignKey(
        "contributions.Question", on_delete=models.CASCADE, related_name="same", verbose_name=_("question")
    )
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("said"), default=timezone.now)

    class Meta:
        verbose_name = _("person with the same question")
        verbose_name_plural = _("people with the same question")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["question", "person"], name="a_person_has_a_question_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.person}"

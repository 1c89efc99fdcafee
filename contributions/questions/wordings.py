"""What a question says: where it comes from, what it said before, the words by which it is found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.questions import matching
from contributions.questions.errors import LONGEST
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.questions.models import Question


class QuestionOrigin(models.TextChoices):
    """Where a question comes from. What customers, an audit or an agency asked, editors enter."""

    EMPLOYEE = "employee", _("a colleague")
    SESSION = "session", _("a training session")
    CUSTOMERS = "customers", _("customers")
    AUDIT = "audit", _("an audit")
    AGENCY = "agency", _("an agency")


class QuestionWording(models.Model):
    """What a question said before an editor put it otherwise."""

    question = models.ForeignKey(
        "contributions.Question", on_delete=models.CASCADE, related_name="wordings", verbose_name=_("question")
    )
    text = models.CharField(_("it said"), max_length=LONGEST)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+", verbose_name=_("campaign question"))
    origin = models.CharField(_("origin"), max_length=10, choices=QuestionOrigin.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("changed by"))
    at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("former wording of a question")
        verbose_name_plural = _("former wordings of questions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text


class QuestionWordQuerySet(models.QuerySet["QuestionWord"]):
    def index(self, questions: Iterable[Question]) -> None:
        """Writes down the words of new questions, or of questions whose words were taken out."""
        rows = [QuestionWord(question=one, word=word) for one in questions for word in matching.words_of(one.text)]
        self.bulk_create(rows, batch_size=1_000)


class QuestionWord(models.Model):
    """The beginning of a word that stands in a question: by these, similar ones are found."""

    question = models.ForeignKey(
        "contributions.Question", on_delete=models.CASCADE, related_name="words", db_index=False
    )
    word = models.CharField(max_length=20)

    objects = QuestionWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of a question")
        verbose_name_plural = _("words of questions")
        constraints = [models.UniqueConstraint(fields=["question", "word"], name="a_question_has_a_word_once")]
        indexes = [models.Index(fields=["word", "question"], name="questions_with_a_word")]

    def __str__(self) -> str:
        return self.word

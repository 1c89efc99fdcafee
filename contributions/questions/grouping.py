"""Which pages answer a question, and who else asks it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.pages.models import Page
from contributions.questions.errors import QuestionHidden

if TYPE_CHECKING:
    from contributions.questions.models import Question
    from contributions.questions.querysets import QuestionQuerySet


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


# Questions that ask the same, as one group: the first of it is held while anything about the group is counted anew.
#
# Counts are stored, since lists are sorted by them; they are counted again from the rows while the group's first is locked, so
# that of two people at once neither is lost.


ATTEMPTS = 5


@dataclass(frozen=True)
class QuestionGroup:
    """A group whose first question is locked until the transaction ends."""

    questions: QuestionQuerySet
    pk: int

    @property
    def group_keys(self) -> list[int]:
        rows = self.questions.filter(Q(pk=self.pk) | Q(duplicate_of=self.pk)).order_by()
        return list(rows.values_list("pk", flat=True))

    def recount(self) -> None:
        shown = Q(pk=self.pk) | Q(duplicate_of=self.pk, is_hidden=False)
        keys = list(self.questions.filter(shown).order_by().values_list("pk", flat=True))
        counts = {"asked_count": self._askers(keys), "answer_count": _answers(keys)}
        self.questions.filter(pk=self.pk).update(**counts)

    def _askers(self, keys: list[int]) -> int:
        """People count once; a question that no person is known to have asked counts as one, with its votes in a room."""
        asked = self.questions.filter(pk__in=keys).order_by()
        people = asked.exclude(asked_by=None).values_list("asked_by")
        others = SameQuestion.objects.filter(question__in=keys).order_by().values_list("person")
        unknown = asked.filter(asked_by=None).aggregate(n=Count("pk"), votes=Sum("room_votes", default=0))
        return people.union(others).count() + int(unknown["n"] + unknown["votes"])


def _answers(keys: list[int]) -> int:
    rows = QuestionAnswer.objects.filter(question__in=keys, page__is_hidden=False).order_by()
    return rows.values("page").distinct().count()


@contextmanager
def held(question: Question, *, even_hidden: bool = False) -> Iterator[QuestionGroup]:
    """A transaction in which the group of a question is nobody else's; raises QuestionHidden for a hidden one."""
    questions = type(question).objects.all()
    with transaction.atomic():
        pk = questions.values_list("duplicate_of", flat=True).get(pk=question.pk) or question.pk
        for _attempt in range(ATTEMPTS):  # it may have joined another group before it could be held
            first = questions.select_for_update(no_key=True).only("duplicate_of", "is_hidden").get(pk=pk)
            if first.duplicate_of_id is None:
                break
            pk = first.duplicate_of_id
        if first.is_hidden and not even_hidden:
            raise QuestionHidden
        yield QuestionGroup(questions, pk)


def join(question: Question, other: Question, *, by: User, at: datetime | None = None) -> None:
    """See `Question.join`. All rows are locked in the order of their keys, so that two editors do not wait in a circle."""
    questions = type(question).objects.all()
    with transaction.atomic():
        other_pk = questions.values_list("duplicate_of", flat=True).get(pk=other.pk) or other.pk
        wanted = Q(pk__in=[question.pk, other_pk]) | Q(duplicate_of=question.pk)
        rows = questions.filter(wanted).order_by("pk").select_for_update(no_key=True)
        locked = {row.pk: row for row in rows}
        _check_apart(locked, question.pk, other_pk)
        came = questions.filter(duplicate_of=question.pk, came_with=None)
        came.update(duplicate_of=other_pk, came_with=question.pk)
        questions.filter(duplicate_of=question.pk).update(duplicate_of=other_pk)
        questions.filter(pk=question.pk).update(duplicate_of=other_pk, came_with=None)
        QuestionGroup(questions, other_pk).recount()
        emit(locked[question.pk], EventKind.JOINED, by=by, at=at)


def _check_apart(locked: dict[int, Question], pk: int, other_pk: int) -> None:
    if pk == other_pk:
        raise ValidationError(_("This is the same question already."), code="same")
    if locked[pk].duplicate_of_id or locked[other_pk].duplicate_of_id:
        raise ValidationError(_("One of them has just joined another question. Look again."), code="joined")
    if locked[other_pk].is_hidden:
        raise QuestionHidden


def part(question: Question, *, by: User) -> None:
    with held(question, even_hidden=True) as left:
        if left.pk == question.pk:
            return
        left.questions.filter(pk=question.pk).update(duplicate_of=None, came_with=None)
        came = left.questions.filter(duplicate_of=left.pk, came_with=question.pk)
        came.update(duplicate_of=question.pk, came_with=None)
        left.recount()
        QuestionGroup(left.questions, question.pk).recount()
        emit(left.questions.get(pk=question.pk), EventKind.REOPENED, by=by)

"""Which pages answer a question, and who else asks it.

Whether two questions are nearly the same: by the beginnings of their words, then by their letters, three by three.

No library knows French, English and typing at once for the few words of a question; and an index of the beginnings of words
is a plain table, the same on both databases. Accents, case, punctuation, small words and plurals do not count.

What a question says: where it comes from, what it said before, the words by which it is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
from common import markup
from contributions.events import EventKind, emit
from contributions.pages.models import Page
from contributions.questions.errors import LONGEST, QuestionHidden
from themes.models import Theme

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


BEGINNING = 5
KEY_LENGTH = 300
MOST_WORDS = 12
ALIKE = 0.56
NOT_A_LETTER = re.compile(r"[\W_]+")
FIRST_OF_THE_EAST = "\u2e80"  # from here on, writing has no spaces between words
FRENCH = """
a ai ainsi alors apres as au aucun aussi aux avant avec avez avoir avons car ce ceci cela celle celui ces cet cette
chez comme comment d dans de depuis des dois doit donc du elle elles en encore entre es est et etait etes etre eu eux
fait faire faut fois font il ils j je l la le les leur leurs lui m ma mais me meme mes moi mon n ne ni nos notre nous
on ont ou par parce pas pendant peut peux plus pour pourquoi pouvez puis qu quand que quel quelle quelles quels quelqu
qui quoi s sa sans se selon ses si soi soit son sont sous sur t ta te tes toi ton tous tout toute toutes tres tu un
une va vais vers vos votre vous y
"""
ENGLISH = """
am an and any are at be but by can could did do does for from had has have he her his how i if in is it its just may
my no not of or our out she should so than that the their them then there they this to too was we were what when where
which who why will with would you your a
"""
SMALL_WORDS = frozenset(f"{FRENCH} {ENGLISH}".split())


def key_of(text: str) -> str:
    """The identity of a question: what is left of it when accents, case and punctuation do not count."""
    return NOT_A_LETTER.sub(" ", markup.title_key(text)).strip()[:KEY_LENGTH]


def words_of(text: str) -> list[str]:
    """The beginnings of the words that count, the longest words first, since they are the rarest; each once."""
    words = [word for word in key_of(text).split() if word not in SMALL_WORDS]
    words.sort(key=len, reverse=True)
    beginnings = (beginning for word in words for beginning in _beginnings(word))
    return list(dict.fromkeys(beginnings))[:MOST_WORDS]


def _beginnings(word: str) -> list[str]:
    if max(word) >= FIRST_OF_THE_EAST:
        return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
    single = word[:-1] if len(word) > 3 and word[-1] in "sx" else word
    return [single[:BEGINNING]] if len(single) > 1 or single.isdecimal() else []


def similarity(mine: str, other: str) -> float:
    """From 0 to 1, for two keys: how far one asks what the other asks. What is still being typed is like what it begins."""
    if mine == other:
        return 1.0
    words, others = set(words_of(mine)), set(words_of(other))
    if not words or not others:
        return 0.0
    shared = len(words & others)
    within = shared / min(len(words), len(others)) if shared > 1 else 0.0
    by_words = (within + 2 * shared / (len(words) + len(others))) / 2
    return (2 * by_words + _by_letters(mine, other)) / 3


def _by_letters(mine: str, other: str) -> float:
    """Twice what two texts share of their threes of letters, over all that both have."""
    threes, others = _threes(mine), _threes(other)
    return 2 * len(threes & others) / (len(threes) + len(others)) if threes or others else 0.0


def _threes(key: str) -> set[str]:
    padded = f"  {key} "
    return {padded[place : place + 3] for place in range(len(padded) - 2)}


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
        rows = [QuestionWord(question=one, word=word) for one in questions for word in words_of(one.text)]
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

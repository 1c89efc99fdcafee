"""Whether pages of a list answer questions, in the list's own query; and which pages answer the questions of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from accounts import access
from contributions.pages.models import Page
from contributions.pages.querysets import PageQuerySet
from contributions.questions.models import Question, QuestionAnswer


def with_questions(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `answers_questions` whether it is worth asking which ones."""
    return pages.annotate(answers_questions=Exists(QuestionAnswer.objects.filter(page=OuterRef("pk"))))


def put_answers(questions: Iterable[Question], reader: access.Person) -> None:
    """Puts on each first question the pages that answer its group and that the reader may see; one query for all."""
    rows = list(questions)
    if not rows:
        return
    keys = [one.pk for one in rows]
    group = Question.objects.filter(Q(pk__in=keys) | Q(duplicate_of__in=keys)).order_by()
    in_groups = Q(question__in=group.values("pk"))
    answers = QuestionAnswer.objects.filter(in_groups).select_related("question", "page__theme").order_by("at", "pk")
    answers = answers.defer("page__body", "page__body_html", "page__contents")
    if not access.is_editor(reader):
        answers = answers.filter(page__is_hidden=False, question__is_hidden=False)
    pages: defaultdict[int, dict[int, Page]] = defaultdict(dict)
    for answer in answers:
        pages[answer.question.duplicate_of_id or answer.question_id][answer.page_id] = answer.page
    for one in rows:
        one.shown_answers = list(pages[one.pk].values())

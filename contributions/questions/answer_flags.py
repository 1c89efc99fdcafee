"""Whether pages of a list answer questions: in the list's own query."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from contributions.pages.querysets import PageQuerySet
from contributions.questions.models import QuestionAnswer


def with_questions(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `answers_questions` whether it is worth asking which ones."""
    return pages.annotate(answers_questions=Exists(QuestionAnswer.objects.filter(page=OuterRef("pk"))))

"""A page that is hidden answers nothing any more: the questions that it answered are counted anew."""

from __future__ import annotations

from contributions.events import Event, EventKind
from contributions.questions import grouping
from contributions.questions.models import Question, QuestionAnswer


def recount_answers(change: Event) -> None:
    """Done twice, it changes nothing: counts are counted, not added to."""
    if change.label == "contributions.page" and change.what in {EventKind.HIDDEN, EventKind.SHOWN}:
        count_questions_of(change.pk)


def count_questions_of(page: int) -> None:
    """Counts anew the groups of the questions that a page answers."""
    keys = QuestionAnswer.objects.filter(page=page).values_list("question", flat=True)
    for pk in sorted(set(keys)):
        with grouping.held(Question(pk=pk), even_hidden=True) as first:
            first.recount()

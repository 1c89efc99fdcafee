"""A page that is hidden answers nothing any more: the questions that it answered are counted anew."""

from __future__ import annotations

from contributions.questions import grouping
from contributions.questions.models import Question, QuestionAnswer
from contributions.waking import Change, What


def keep(change: Change) -> None:
    """Done twice, it changes nothing: counts are counted, not added to."""
    if change.label == "contributions.page" and change.what in {What.HIDDEN, What.SHOWN}:
        count_questions_of(change.pk)


def count_questions_of(page: int) -> None:
    """Counts anew the groups of the questions that a page answers."""
    keys = QuestionAnswer.objects.filter(page=page).values_list("question", flat=True)
    for pk in sorted(set(keys)):
        with grouping.held(Question(pk=pk), even_hidden=True) as first:
            first.recount()

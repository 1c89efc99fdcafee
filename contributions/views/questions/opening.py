"""A page that is opened to answer a question: it answers it from its first version on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from accounts.access import actor
from common.paging import parse_int
from contributions.pages.models import Page
from contributions.questions.models import Question


def question_in(request: HttpRequest) -> Question | None:
    """The question that `?question=` names, in the address to which the form is sent as well, if the reader may see it."""
    key = parse_int(request.GET.get("question", "")) or 0  # no row has this number
    return Question.objects.visible_to(request.user).filter(pk=key).select_related("duplicate_of").first()


def answering(request: HttpRequest) -> Callable[[Page], object]:
    """What is done in the transaction that opens the page: nothing where no question is named, or it has been hidden."""
    question = question_in(request)
    if question is None or question.first.is_hidden:
        return lambda page: None
    return lambda page: question.answer_with(page, by=actor(request))

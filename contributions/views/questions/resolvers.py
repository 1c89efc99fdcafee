"""From an address to a question: the right is checked; a duplicate leads to the question under which it stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from contributions.questions.models import Question

type QuestionView = Callable[..., HttpResponse]


def on_question(view: QuestionView) -> QuestionView:
    """Hands the view the question that the reader may see, a duplicate as well; else 404."""

    @wraps(view)
    def on_the_question(request: HttpRequest, question: int, **kwargs: Any) -> HttpResponse:
        rows = Question.objects.visible_to(request.user).for_lists(request.user)
        rows = rows.select_related("theme", "asked_by", "session", "duplicate_of__theme")
        found = rows.filter(pk=question).first()
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return on_the_question

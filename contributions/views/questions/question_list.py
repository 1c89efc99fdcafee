"""The questions that were asked: all of them, by theme, origin, state and period; the newest, or the most asked, first."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import readers_only
from common.paging import decode_cursor, decode_score_cursor
from contributions.questions.answer_flags import put_answers
from contributions.questions.models import Question
from contributions.questions.querysets import QuestionQuerySet
from contributions.views.questions.ask import ASK_KEY, fresh_form
from contributions.views.questions.forms import AskQuestionForm, QuestionOrder, QuestionsFilter, QuestionStateFilter

ROWS = 30


@readers_only
def questions(request: HttpRequest) -> HttpResponse:
    """The list, below the line in which one asks; `?before=` pages it by key. The same number of queries for any length."""
    filters = QuestionsFilter(request.GET)
    rows, is_first = page_of(filtered(filters, request), filters, request.GET.get("before", ""))
    found = list(rows.for_lists(request.user)[: ROWS + 1])
    shown = found[:ROWS]
    put_answers(shown, request.user)
    form: AskQuestionForm | None = fresh_form(request) if access.is_contributor(request.user) else None
    context = {
        "filters": filters,
        "questions": shown,
        "pages": [page for one in shown for page in one.shown_answers],
        "next_query": query_after(request, filters, found[ROWS - 1]) if len(found) > ROWS else "",
        "is_first": is_first,
        "form": form,
        "draft_key": ASK_KEY,
    }
    return render(request, "contributions/questions/questions.html", context)


def filtered(filters: QuestionsFilter, request: HttpRequest) -> QuestionQuerySet:
    rows = Question.objects.visible_to(request.user).firsts()
    if theme := filters.chosen("theme"):
        rows = rows.for_theme(theme)
    if origin := filters.chosen("origin"):
        rows = rows.filter(origin=origin)
    if state := filters.chosen("state"):
        rows = rows.unanswered() if state == QuestionStateFilter.UNANSWERED else rows.answered()
    if session := filters.chosen("session"):
        rows = rows.asked_in(session)
    if filters.begins_at:
        rows = rows.filter(created_at__gte=filters.begins_at)
    return rows


def page_of(rows: QuestionQuerySet, filters: QuestionsFilter, before: str) -> tuple[QuestionQuerySet, bool]:
    """The rows in the order that is asked for, after the place that is named; and whether that is the beginning."""
    if filters.chosen("order") == QuestionOrder.MOST_ASKED:
        place, ordered = decode_score_cursor(before), rows.most_asked_first()
        return (ordered.less_asked_than(*place), False) if place else (ordered, True)
    key = decode_cursor(before)
    ordered = rows.newest_first()
    return (ordered.older_than(*key), False) if key else (ordered, True)


def query_after(request: HttpRequest, filters: QuestionsFilter, last: Question) -> str:
    is_by_count = filters.chosen("order") == QuestionOrder.MOST_ASKED
    place = last.asked_count if is_by_count else last.created_at.isoformat()
    chosen = {name: request.GET[name] for name in filters.fields if request.GET.get(name)}
    return urlencode(chosen | {"before": f"{place}~{last.pk}"})

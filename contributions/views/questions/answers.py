"""Saying that a page answers a question, taking that back; having the same question."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only
from common.forms.fields import add_error
from common.forms.way_back import is_of_this_site
from common.paging import parse_int
from contributions.pages.models import Page
from contributions.questions.models import Question
from contributions.views.questions.auto_watch import watch_question
from contributions.views.questions.forms import QuestionAnswerForm
from contributions.views.questions.question_detail import show_question
from contributions.views.questions.resolvers import on_question
from drafts import autosave

NOT_SAVED = 422


@require_POST
@contributors_only
@on_question
def question_answer(request: HttpRequest, question: Question) -> HttpResponse:
    """“This page answers it”: by the page's title."""
    form = QuestionAnswerForm(request.POST)
    if form.is_valid():
        try:
            question.answer_with(form.cleaned_data["page"], by=actor(request))
        except ValidationError as error:
            add_error(form, error, field="page")
    if form.errors:
        return show_question(request, question.first, form, status=NOT_SAVED)
    autosave.sent(request)
    messages.success(request, _("Noted. Who asked it is told where the answer is."))
    return redirect(question.first)


@require_POST
@contributors_only
@on_question
def question_take_back(request: HttpRequest, question: Question) -> HttpResponse:
    """The page `page` (a key) does not answer it after all."""
    key = parse_int(request.POST.get("page", "")) or 0  # no row has this number
    page = Page.objects.visible_to(request.user).narrow().filter(pk=key).first()
    if page is not None:
        try:
            question.take_back_answer(page, by=actor(request))
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
    return redirect(question.first)


@require_POST
@contributors_only
@on_question
def question_same(request: HttpRequest, question: Question) -> HttpResponse:
    """“Me too”, or, with same=0, not any more. In place, the button comes back."""
    refusal = say_same(request, question)
    if getattr(request, "htmx", False):
        return button(request, question, refusal)
    if refusal:
        messages.error(request, refusal)
    elif "ask" in request.POST:  # from the screen that shows what was asked already: the typed question is over
        autosave.sent(request)
        messages.success(request, _("You are counted with it. You are told when a page answers it."))
    back = request.POST.get("next", "")
    return redirect(back if is_of_this_site(back) else question.first.get_absolute_url())


def say_same(request: HttpRequest, question: Question) -> str:
    """Says it or takes it back; returns why not, in words, where it cannot be."""
    try:
        if request.POST.get("same") == "0":
            question.no_longer_ask(by=actor(request))
            return ""
        question.also_ask(by=actor(request))
    except ValidationError as refusal:
        return refusal.messages[0]
    watch_question(question, actor(request))
    return ""


def button(request: HttpRequest, question: Question, refusal: str) -> HttpResponse:
    row = Question.objects.for_lists(request.user).get(pk=question.first.pk)
    response = render(request, "contributions/questions/_me_too_button.html", {"question": row, "refusal": refusal})
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response

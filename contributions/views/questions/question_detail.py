"""From an address to a question: the right is checked; a duplicate leads to the question under which it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, contributors_only, readers_only
from accounts.models import Attribution, User
from common.forms.fields import add_error
from common.forms.screens import is_of_this_site
from common.paging import parse_int
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.questions.answer_flags import put_answers
from contributions.questions.models import Question, QuestionAnswer, SameQuestion
from contributions.questions.querysets import QuestionQuerySet
from contributions.views.pages.resolvers import on_page
from contributions.views.questions.ask import watch_question
from contributions.views.questions.forms import QuestionAnswerForm
from drafts import autosave

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


# One question: who asks it, which pages answer it, what is the same; and, of a page, which questions it answers.


TITLES = 100
DUPLICATES = 50
OFFERED = 8


@dataclass(frozen=True)
class AnsweringPage:
    """A page that answers, who said so, and whether the reader may take that back."""

    page: Page
    by: User
    may_take_back: bool


@readers_only
@on_question
def question(request: HttpRequest, question: Question) -> HttpResponse:
    """A duplicate leads to the question under which it stands."""
    if question.duplicate_of:
        return redirect(f"{question.duplicate_of.get_absolute_url()}#question-{question.pk}")
    typed = autosave.words(request, f"question:{question.pk}:answer").get("page", "")
    return show_question(request, question, QuestionAnswerForm(initial={"page": typed}))


def show_question(
    request: HttpRequest, question: Question, form: QuestionAnswerForm, status: int = 200
) -> HttpResponse:
    reader = request.user
    same = (
        Question.objects.visible_to(reader)
        .filter(duplicate_of=question.pk)
        .select_related("asked_by", "theme", "session")
    )
    duplicates = list(same.order_by("created_at", "pk")[:DUPLICATES])
    answers = answers_to(question, reader)
    is_editor = access.is_editor(reader)
    context = {
        "question": question,
        "duplicates": duplicates,
        "answers": answers,
        "pages": [answer.page for answer in answers],
        "same": people_with(question),
        "comment": comment_behind(question, reader),
        "form": form,
        "draft_key": f"question:{question.pk}:answer",
        "titles": titles_for(question),
        "wordings": list(question.wordings.select_related("by", "theme")[:10]) if is_editor else [],
    }
    return render(request, "contributions/questions/question.html", context, status=status)


def answers_to(question: Question, reader: access.Person) -> list[AnsweringPage]:
    """The pages that answer its group and that the reader may see, each once, the first said first."""
    is_editor = access.is_editor(reader)
    rows = (
        QuestionAnswer.objects.filter(question__in=group_of(question))
        .select_related("by", "page__theme")
        .order_by("at", "pk")
    )
    rows = rows.defer("page__body", "page__body_html", "page__contents")
    found: dict[int, AnsweringPage] = {}
    for row in rows if is_editor else rows.filter(page__is_hidden=False, question__is_hidden=False):
        found.setdefault(row.page_id, AnsweringPage(row.page, row.by, is_editor or row.by_id == reader.pk))
    return list(found.values())


def group_of(question: Question) -> QuestionQuerySet:
    """The keys of a question and its duplicates, for a subquery."""
    return Question.objects.filter(Q(pk=question.pk) | Q(duplicate_of=question.pk)).order_by().only("pk")


def people_with(question: Question) -> dict[str, Any]:
    """Who has the same question, the newest first, as each chose to be named; those who stay anonymous as a number."""
    rows = SameQuestion.objects.filter(question__in=group_of(question))
    named = rows.filter(person__is_active=True).exclude(person__attribution=Attribution.ANONYMOUS)
    people = [row.person for row in named.select_related("person").order_by("-at", "-pk")[:OFFERED]]
    return {"people": people, "others": max(0, rows.count() - len(people))}


def comment_behind(question: Question, reader: access.Person) -> Comment | None:
    """The contribution that it was made of, where it is still there to read."""
    if not question.comment_id:
        return None
    rows = Comment.objects.visible_to(reader).select_related("theme", "page__theme")
    return rows.filter(pk=question.comment_id).defer("body", "body_html", "page__body", "page__body_html").first()


def titles_for(question: Question) -> list[str]:
    """Those of its theme that changed last: any other title can be typed, and scripts complete it."""
    rows = Page.objects.visible().for_theme(question.theme).recently_changed()
    return list(rows.values_list("title", flat=True)[:TITLES])


@contributors_only
@on_page()
def page_questions(request: HttpRequest, page: Page) -> HttpResponse:
    """Which questions a page answers: those that it does, and those that it may."""
    if request.method == "POST":
        return answered_from_page(request, page)
    answered = list(Question.objects.visible_to(request.user).answered_by(page).for_lists(request.user)[:DUPLICATES])
    known = {one.pk for one in answered}
    alike = Question.objects.similar_to(page.title, at_most=OFFERED)
    waiting = list(Question.objects.unanswered().for_theme(page.theme).most_asked_first()[:OFFERED])
    keys = [one.pk for one in [*alike, *waiting] if one.pk not in known]
    rows = Question.objects.for_lists(request.user).in_bulk(keys)
    offered = [rows[pk] for pk in dict.fromkeys(keys)][:OFFERED]
    put_answers([*answered, *offered], request.user)
    context = {"page": page, "answered": answered, "offered": offered}
    return render(request, "contributions/questions/page_questions.html", context)


def answered_from_page(request: HttpRequest, page: Page) -> HttpResponse:
    key = parse_int(request.POST.get("question", "")) or 0  # no row has this number
    question = Question.objects.visible_to(request.user).filter(pk=key).first()
    if question is None:
        messages.error(request, _("This question is no longer there to read."))
        return redirect("contributions:page_questions", page.theme.slug, page.slug)
    try:
        if request.POST.get("answers") == "0":
            question.take_back_answer(page, by=actor(request))
        else:
            question.answer_with(page, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("contributions:page_questions", page.theme.slug, page.slug)


# Saying that a page answers a question, taking that back; having the same question.


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
    messages.success(request, _("Noted. Whoever asked it is told where the answer is."))
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

"""What editors do with a question: put it otherwise, join it to another, hide it; and take each of these back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from common import markup
from common.forms.screens import show_form
from common.forms.unchanged import LOADED
from common.paging import parse_int
from contributions.questions.answer_flags import put_answers
from contributions.questions.errors import LONGEST
from contributions.questions.models import Question
from contributions.views.hiding import ask_reason
from contributions.views.questions.ask import for_reader
from contributions.views.questions.forms import QuestionReasonForm, RewordForm
from contributions.views.questions.question_detail import on_question
from drafts import autosave
from drafts.sent_forms import accepted

OFFERED = 10
FAR = 0.2  # what one looks for may be far from it: a person chooses


@editors_only
@on_question
def question_edit(request: HttpRequest, question: Question) -> HttpResponse:
    """Puts it more clearly, or under another theme; what it said is stored."""
    key = f"question:{question.pk}:edit"
    typed = {
        name: value for name, value in autosave.words(request, key).items() if name in {*RewordForm.base_fields, LOADED}
    }
    words = {"text": question.text, "theme": question.theme_id, "origin": question.origin}
    initial = words | {"session": question.session_id} | typed
    form = RewordForm(request.POST if request.method == "POST" else None, question=question, initial=initial)

    def reword() -> None:
        question.reword(by=actor(request), **{name: form.cleaned_data[name] for name in words})
        if "session" in form.fields:
            question.put_in_session(form.cleaned_data["session"], by=actor(request))

    if accepted(request, form, reword):
        messages.success(request, _("Saved. The previous wording is kept below it."))
        return redirect(question.first)
    context = {"question": question, "draft_key": key}
    return show_form(request, form, "contributions/questions/edit.html", context)


@editors_only
@on_question
def question_join(request: HttpRequest, question: Question) -> HttpResponse:
    """Chooses the question that it is the same as: among similar ones, or those that a few words find."""
    if request.method == "POST":
        return joined(request, question)
    words = markup.clean_text(request.GET.get("q", "")).strip()[:LONGEST]
    found = Question.objects.similar_to(words or question.text, at_most=OFFERED + 1, at_least=FAR)
    offered = [one for one in for_reader(found, request) if one.pk not in {question.pk, question.duplicate_of_id}]
    put_answers(offered, request.user)
    context = {"question": question, "words": words, "offered": offered[:OFFERED]}
    return render(request, "contributions/questions/join.html", context)


def joined(request: HttpRequest, question: Question) -> HttpResponse:
    key = parse_int(request.POST.get("other", "")) or 0  # no row has this number
    other = Question.objects.standing().filter(pk=key).first()
    if other is None:
        messages.error(request, _("Choose the question that it is the same as."))
        return redirect(question.screen_url("join"))
    try:
        question.join(other, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
        return redirect(question.screen_url("join"))
    messages.success(request, _("They are now joined, and counted together."))
    return redirect(other.first)


@require_POST
@editors_only
@on_question
def question_part(request: HttpRequest, question: Question) -> HttpResponse:
    question.part(by=actor(request))
    messages.success(request, _("The question is separate again."))
    return redirect(question)


@editors_only
@on_question
def question_hide(request: HttpRequest, question: Question) -> HttpResponse:
    """Hides it from everybody but the editors, who read why."""
    return ask_reason(
        request,
        QuestionReasonForm,
        lambda form: question.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"question:{question.pk}:hide",
        template="contributions/questions/hide.html",
        context={"question": question},
        success=_("The question is hidden. You can show it again at any time."),
        back=question.first.get_absolute_url(),
    )


@require_POST
@editors_only
@on_question
def question_show(request: HttpRequest, question: Question) -> HttpResponse:
    question.show(by=actor(request))
    messages.success(request, _("Everybody can read the question again."))
    return redirect(question.first)

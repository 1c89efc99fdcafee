"""Bringing in a list of questions: it is sent, every line is shown with what is to become of it, then it is confirmed.

What editors do with a question: put it otherwise, join it to another, hide it; and take each of these back.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.access import actor, editors_only, organisers_only
from campaign.models import RoomQuestion, TrainingSession
from campaign.training.views.organising import session_at
from common import markup
from common.forms.screens import show_form
from common.forms.tables import csv_response
from common.forms.unchanged import LOADED
from common.paging import parse_int
from common.words.digit_grouping import grouped
from contributions.questions.answer_flags import put_answers
from contributions.questions.errors import LONGEST
from contributions.questions.imports import MOST_LINES, QuestionImport, in_words, refused_csv
from contributions.questions.models import Question, QuestionOrigin
from contributions.questions.room_questions import TakeOver, not_taken_over, similar_to_each, take_over
from contributions.views.hiding import ask_reason
from contributions.views.questions.ask import for_reader
from contributions.views.questions.forms import ImportForm, QuestionReasonForm, RewordForm
from contributions.views.questions.question_detail import on_question
from drafts import autosave
from drafts.sent_forms import accepted
from themes.models import Theme

NOT_READ = 422
IMPORT_KEY = "questions:import"
SHOWN = 200


@editors_only
def questions_import(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is read and stored, and leads to its preview."""
    initial = {"text": autosave.words(request, IMPORT_KEY).get("text", "")}
    is_sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm(initial=initial)
    if done := accepted(
        request,
        form,
        lambda: QuestionImport.objects.prepare(
            form.content,
            name=form.name,
            by=actor(request),
            theme=form.cleaned_data["theme"],
            origin=form.cleaned_data["origin"],
        ),
    ):
        return redirect("contributions:questions_import_preview", done.result.pk)
    before = QuestionImport.objects.defer("lines")[:5]
    context = {
        "draft_key": IMPORT_KEY,
        "most": grouped(MOST_LINES),
        "before": before,
    }
    return show_form(request, form, "contributions/questions/import.html", context)


@editors_only
def questions_import_preview(request: HttpRequest, batch: int) -> HttpResponse:
    """What is to become of every line; sent, it becomes so, once."""
    prepared = prepared_at(batch)
    if request.method == "POST":
        prepared.confirm(by=actor(request), apart=chosen_apart(request))
        messages.success(
            request,
            _("Done: %(asked)s questions are asked, %(joined)s joined others.")
            % {"asked": prepared.asked, "joined": prepared.joined},
        )
        return redirect("contributions:questions_import_preview", prepared.pk)
    context = {
        "prepared": prepared,
        "accepted": Paginator(with_words(prepared.accepted), SHOWN).get_page(request.GET.get("page")),
        "duplicates": with_same(with_words(prepared.duplicates)),
        "refused": [line | {"why": in_words(line)} for line in prepared.refused],
    }
    return render(request, "contributions/questions/import_preview.html", context)


def prepared_at(batch: int) -> QuestionImport:
    return get_object_or_404(QuestionImport, pk=batch)


def chosen_apart(request: HttpRequest) -> frozenset[int]:
    """The numbers of the duplicate lines that are to be asked apart."""
    values = request.POST.getlist("apart")
    return frozenset(number for one in values if (number := parse_int(one)) is not None)


def with_words(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each line with its theme and origin as people call them."""
    themes = {theme.pk: f"{theme.number}. {theme.short_title}" for theme in Theme.objects.all()}
    return [
        line | {"theme_name": themes.get(line["theme"]), "origin_name": QuestionOrigin(line["origin"]).label}
        for line in lines
    ]


def with_same(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each duplicate with the question that it would join; one that was hidden meanwhile has none."""
    rows = Question.objects.standing().in_bulk({line["same_as"] for line in lines})
    return [line | {"same": rows.get(line["same_as"])} for line in lines]


@editors_only
@require_GET
def questions_import_refused(request: HttpRequest, batch: int) -> HttpResponse:
    """The refused lines as a file, to be corrected and sent again."""
    prepared = prepared_at(batch)
    return csv_response(refused_csv(prepared.refused), _("Questions"), _("refused lines"), prepared.pk)


# Taking over what was asked in the room of a session: all at once under one theme, or each under its own.


NOT_TAKEN = 422


@organisers_only
def session_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """POST names in `take` the questions, in `theme` the theme of those that have none in `theme-…`; `same-…` joins one."""
    session = session_at(pk)
    if request.method != "POST":
        return _show(request, session)
    themes = {theme.pk: theme for theme in Theme.objects.all()}
    keys = [key for sent in request.POST.getlist("take") if (key := parse_int(sent))]
    wanted = [_wanted(request, key, themes) for key in dict.fromkeys(keys)]
    found = [one for one in wanted if one is not None]
    if len(found) < len(wanted):
        return _show(request, session, refusal=_("Choose a campaign question for each, or one for all of them."))
    try:
        taken = take_over(session, found, by=actor(request))
    except ValidationError as refusal:
        return _show(request, session, refusal=refusal.messages[0])
    words = ngettext("%(n)s question is taken over.", "%(n)s questions are taken over.", len(taken)) % {"n": len(taken)}
    messages.success(request, words)
    return redirect(session)


def _wanted(request: HttpRequest, key: int, themes: dict[int, Theme]) -> TakeOver | None:
    own, common = (parse_int(request.POST.get(name, "")) for name in (f"theme-{key}", "theme"))
    theme = themes.get(own or common or 0)
    return TakeOver(key, theme, parse_int(request.POST.get(f"same-{key}", ""))) if theme else None


def _show(request: HttpRequest, session: TrainingSession, *, refusal: str = "") -> HttpResponse:
    asked = not_taken_over(session)
    sent = request.POST if refusal else {}
    similar = similar_to_each(asked)
    context = {
        "session": session,
        "rows": [_row(one, similar, sent) for one in asked],
        "themes": list(Theme.objects.all()),
        "theme": parse_int(sent.get("theme", "")),
        "refusal": refusal,
    }
    return render(request, "contributions/questions/take_over.html", context, status=NOT_TAKEN if refusal else 200)


def _row(asked: RoomQuestion, similar: dict[int, Any], sent: Any) -> dict[str, Any]:
    """A line of the list, as it was sent where it comes back."""
    return {
        "asked": asked,
        "similar": similar.get(asked.pk),
        "theme": parse_int(sent.get(f"theme-{asked.pk}", "")),
        "is_chosen": not sent or str(asked.pk) in sent.getlist("take"),
        "is_same": f"same-{asked.pk}" in sent,
    }


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

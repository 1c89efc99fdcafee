"""Bringing in a list of questions: it is sent, every line is shown with what is to become of it, then it is confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import actor, editors_only
from common.forms.screens import show_form
from common.forms.tables import csv_response
from common.paging import parse_int
from common.words.digit_grouping import grouped
from contributions.questions.csv_import import MOST_LINES
from contributions.questions.imports import QuestionImport
from contributions.questions.judging import in_words
from contributions.questions.models import Question, QuestionOrigin
from contributions.questions.refused_csv import refused_csv
from contributions.views.questions.forms import ImportForm
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

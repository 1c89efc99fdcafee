"""Bringing in a list of people: it is sent, every line is shown with what becomes of it, then it is carried out, or undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import actor, administrators_only
from accounts.models import User
from accounts.people.bulk_changes import carry_out_soon, has_stalled, resume, undo_soon
from accounts.people.carrying_out import prepare, say_columns
from accounts.people.forms import ColumnsForm, PeopleImportForm, UndoForm
from accounts.people.headings import COLUMNS, header
from accounts.people.people_csv import MOST_LINES
from accounts.people.people_imports import KNOWN, NEW, UPDATED, PeopleImport
from accounts.people.person_lines import in_words, unknown_values, with_words
from accounts.people.views.people_list import MOST_CHOSEN
from common.forms.screens import show_form
from common.forms.tables import csv_of, csv_response
from common.words.digit_grouping import grouped
from common.words.text_lists import side_by_side

NOT_READ = 422
SHOWN = 200
LARGE = ("lines", "table")


@administrators_only
def people_import(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is read and stored, and leads to its preview."""
    form = PeopleImportForm(request.POST, request.FILES) if request.method == "POST" else PeopleImportForm()
    if form.is_valid():
        try:
            values = {name: form.cleaned_data[name] for name in ("language", "role")}
            prepared = prepare(form.content, name=form.name, by=actor(request), **values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("people_import_columns" if prepared.awaits_columns else "people_import_report", prepared.pk)
    before = PeopleImport.objects.defer(*LARGE).select_related("by")[:20]
    context = {"most": grouped(MOST_LINES), "before": before}
    return show_form(request, form, "accounts/people/import.html", context)


@administrators_only
def people_import_columns(request: HttpRequest, batch: int) -> HttpResponse:
    """Which column of the file is which, as long as nothing was made of it."""
    prepared = import_at(batch)
    if prepared.confirmed_at or prepared.table is None:
        return redirect("people_import_report", prepared.pk)
    form = ColumnsForm(prepared.table, request.POST if request.method == "POST" else None)
    if form.is_valid():
        say_columns(prepared, form.chosen, by=actor(request))
        return redirect("people_import_report", prepared.pk)
    context = {"prepared": prepared, "number": len(prepared.table["rows"])}
    return show_form(request, form, "accounts/people/import_columns.html", context)


@administrators_only
def people_import_report(request: HttpRequest, batch: int) -> HttpResponse:
    """What becomes of every line; sent, it is carried out, once; then how far it is; then what became of every line."""
    prepared = import_at(batch)
    if request.method == "POST":
        return begun(request, prepared, carry_out_soon)
    if prepared.awaits_columns:
        return redirect("people_import_columns", prepared.pk)
    if prepared.is_running:
        return progress(request, prepared)
    prepared.refresh_from_db(fields=["lines"])
    context: dict[str, Any] = {
        "prepared": prepared,
        "refused": with_words(prepared.refused[:SHOWN]),
        "lines": Paginator(prepared.in_state(NEW, UPDATED, KNOWN), SHOWN).get_page(request.GET.get("page")),
        "undo_form": UndoForm(),
        "gone": prepared.gone[:SHOWN],
        "leavers": leavers_of(prepared),
        "other_languages": side_by_side(
            f"{name} ({grouped(number)})" for name, number in prepared.other_languages[:SHOWN]
        ),
    }
    if not prepared.is_carried_out:
        accepted = prepared.in_state(NEW, UPDATED)
        context |= {f"unknown_{name}s": unknown_values(accepted, name)[:SHOWN] for name in ("site", "department")}
    context["lines"].object_list = with_words(context["lines"].object_list)
    response = render(request, "accounts/people/import_report.html", context)
    if getattr(request, "htmx", False):  # what asked how far it is: it is done
        response.headers["HX-Refresh"] = "true"
    return response


def leavers_of(prepared: PeopleImport) -> list[int]:
    """The open accounts of people who have left, as the list says: an administrator may stop them, some at a time."""
    keys = [line["person"] for line in prepared.gone if line["person"]]
    return list(
        User.objects.filter(pk__in=keys, is_active=True).order_by("pk").values_list("pk", flat=True)[:MOST_CHOSEN]
    )


def begun(request: HttpRequest, prepared: PeopleImport, begin: Callable[..., None], **values: Any) -> HttpResponse:
    """Has a list carried out, or undone, and leads to how far that is, or to what became of it."""
    try:
        begin(prepared, by=actor(request), **values)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect("people_import_report", prepared.pk)


def progress(request: HttpRequest, prepared: PeopleImport) -> HttpResponse:
    """How far it is: the screen, or, for what asks again, that part alone."""
    name = "_import_progress" if getattr(request, "htmx", False) else "import_progress"
    response = render(
        request, f"accounts/people/{name}.html", {"prepared": prepared, "has_stalled": has_stalled(prepared)}
    )
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_POST
@administrators_only
def people_import_go_on(request: HttpRequest, batch: int) -> HttpResponse:
    """What a worker left behind that was stopped is done by the next one."""
    return begun(request, import_at(batch), resume)


def import_at(batch: int) -> PeopleImport:
    """Without its lines and its file, which come with the first use."""
    return get_object_or_404(PeopleImport.objects.defer(*LARGE).select_related("by"), pk=batch)


@administrators_only
@require_GET
def people_import_refused(request: HttpRequest, batch: int) -> HttpResponse:
    """The refused lines as a file, to be corrected and sent again."""
    prepared = import_at(batch)
    columns = [*header(), _("line"), _("why it was refused")]
    rows = (
        [*(line["raw"].get(name, "") for name in COLUMNS), str(line["number"]), in_words(line)]
        for line in prepared.refused
    )
    return csv_response(csv_of(columns, rows), _("People"), _("refused lines"), prepared.pk)


@require_POST
@administrators_only
def people_import_undo(request: HttpRequest, batch: int) -> HttpResponse:
    """Who has not been here since is removed; the report says what became of the others."""
    form = UndoForm(request.POST)
    stop_others = form.is_valid() and form.cleaned_data["stop_others"]
    return begun(request, import_at(batch), undo_soon, stop_others=stop_others)

"""Print runs: all of them beside what is left, a new one, one with what goes to its printer."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, editors_only
from common.files.download_names import attachment
from common.forms.screens import show_form
from drafts import autosave
from drafts.sent_forms import accepted
from guide import serving
from guide.distribution import stock_entry, stock_listing
from guide.distribution.channel_files import ChannelFile
from guide.distribution.copies import PrintRun
from guide.distribution.forms import PrintRunForm
from guide.editions import Edition, EditionFile
from guide.editions.changed_since import changed_since

ROWS = 200


@editors_only
def print_runs(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "runs": PrintRun.objects.for_lists()[:ROWS],
        "stock": stock_listing.labelled_stock(),
        "tab": "runs",
    }
    context["has_edition"] = Edition.objects.published().exists()
    return render(request, "guide/distribution/print_runs.html", context)


@editors_only
def print_run_new(request: HttpRequest) -> HttpResponse:
    key = "print-run:new"
    first: dict[str, Any] = {"ordered_on": timezone.localdate()}
    form = PrintRunForm(request.POST or None, initial=first | autosave.words(request, key))
    if done := accepted(request, form, lambda: stock_entry.enter_run(form.instance, by=actor(request))):
        messages.success(request, _("The print run is entered. What goes to the printer is being made."))
        return redirect(done.result)
    context: dict[str, Any] = {
        "draft_key": key,
        "tab": "runs",
        "newest": (newest := Edition.objects.published().first()),
    }
    context["changed"] = changed_since(newest).items() if newest else ()
    return show_form(request, form, "guide/distribution/print_run_new.html", context)


def get_run(pk: int) -> PrintRun:
    run: PrintRun = get_object_or_404(PrintRun.objects.for_lists().select_related("entered_by"), pk=pk)
    return run


@editors_only
def print_run(request: HttpRequest, pk: int) -> HttpResponse:
    """POST changes it; `act` "delivered" says that it came today, "remove" that it never was, "again" makes its files."""
    run = get_run(pk)
    if request.method == "POST" and request.POST.get("act"):
        return _acted(request, run)
    key = f"print-run:{pk}"
    form = PrintRunForm(request.POST or None, instance=run, initial=autosave.words(request, key))
    if accepted(request, form, lambda: stock_entry.change_run(run)):
        messages.success(request, _("Saved."))
        return redirect(run)
    run = get_run(pk)  # as it is stored, whatever was typed
    files = list(ChannelFile.objects.of_run(run))
    context = {"run": run, "files": files, "draft_key": key, "tab": "runs"}
    context["changed"] = changed_since(run.edition, [run.language]).get(run.language)
    return show_form(request, form, "guide/distribution/print_run.html", context)


def _acted(request: HttpRequest, run: PrintRun) -> HttpResponse:
    act = request.POST["act"]
    try:
        if act == "delivered":
            stock_entry.deliver_run(run, timezone.localdate())
            messages.success(request, _("Delivered: the copies are available now."))
        elif act == "remove":
            stock_entry.remove_run(run)
            messages.success(request, _("The print run is taken out of the list."))
            return redirect("guide:print_runs")
        elif act == "again":
            ChannelFile.objects.ask_for_run(run)
            messages.info(request, _("It is being made again."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(run)


@editors_only
@require_safe
def print_run_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """What goes to the printer; where it is missing it is being made again, and the screen says so."""
    run = get_run(pk)
    file = next(
        (file for file in ChannelFile.objects.of_run(run).select_related("edition", "channel") if file.name == name),
        None,
    )
    if file is None:
        raise Http404
    path = file.fetched()
    if path is None:
        messages.info(request, _("It is being made again: look once more in a minute."))
        return redirect(run)
    return saved_as(serving.serve(request, path, is_public=False), file)


def saved_as(response: HttpResponseBase, file: ChannelFile) -> HttpResponseBase:
    """Under a name that says what it is, on somebody's own disk."""
    what = EditionFile.Form(file.form).saved_name
    code = file.channel.code if file.channel else ""
    ending = PurePath(file.name).suffix.removeprefix(".")
    response["Content-Disposition"] = attachment(what, file.edition.number, file.language, code, ending=ending)
    return response

"""Print runs: all of them beside what is left, a new one, one with what goes to its printer."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, editors_only
from common.files.download_names import attachment
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import decode_cursor, encode_cursor
from drafts import autosave
from drafts.sent_forms import accepted
from guide import serving
from guide.distribution import ordering, stock
from guide.distribution.channel_files import ChannelFile
from guide.distribution.copies import Order, PrintRun
from guide.distribution.forms import OrdersFilter, PrintRunForm, StepForm
from guide.editions import Edition, EditionFile
from guide.editions.comparison import changed_since

ROWS = 200


@editors_only
def print_runs(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "runs": PrintRun.objects.for_lists()[:ROWS],
        "stock": stock.labelled_stock(),
        "tab": "runs",
    }
    context["has_edition"] = Edition.objects.published().exists()
    return render(request, "guide/distribution/print_runs.html", context)


@editors_only
def print_run_new(request: HttpRequest) -> HttpResponse:
    key = "print-run:new"
    first: dict[str, Any] = {"ordered_on": timezone.localdate()}
    form = PrintRunForm(request.POST or None, initial=first | autosave.words(request, key))
    if done := accepted(request, form, lambda: stock.enter_run(form.instance, by=actor(request))):
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
    if accepted(request, form, lambda: stock.change_run(run)):
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
            stock.deliver_run(run, timezone.localdate())
            messages.success(request, _("Delivered: the copies are available now."))
        elif act == "remove":
            stock.remove_run(run)
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


# The orders of agencies, for editors: what waits first, then each with its steps and what may be done next.


ORDERS_A_PAGE = 30
NOT_DONE = 422


@editors_only
def orders(request: HttpRequest) -> HttpResponse:
    """`?state=` one state, or all; without it, those that wait for the editors. `?before=` pages by key."""
    state, before = request.GET.get("state", ""), decode_cursor(request.GET.get("before", ""))
    rows = _narrowed(state)
    if before:
        moment, pk = before
        rows = rows.filter(Q(asked_at__lt=moment) | Q(asked_at=moment, pk__lt=pk))
    found = list(rows[: ORDERS_A_PAGE + 1])
    context: dict[str, Any] = {
        "orders": found[:ORDERS_A_PAGE],
        "is_first": before is None,
        "stock": stock.labelled_stock(),
        "is_unused": not found and not Order.objects.exists(),
    }
    context |= {"form": OrdersFilter(initial={"state": state}), "state": state, "tab": "orders"}
    if len(found) > ORDERS_A_PAGE:
        last = found[ORDERS_A_PAGE - 1]
        context["next_query"] = urlencode({"state": state, "before": encode_cursor(last.asked_at, last.pk)})
    return render(request, "guide/distribution/orders/orders.html", context)


def _narrowed(state: str) -> Any:
    rows = Order.objects.for_lists()
    if state in Order.State.values:
        return rows.filter(state=state)
    return rows if state == "all" else rows.waiting()


@editors_only
def order(request: HttpRequest, pk: int) -> HttpResponse:
    """POST with `to` and the state that was `seen` takes it a step further; of two editors at once one is told."""
    found = get_object_or_404(Order.objects.for_lists(), pk=pk)
    if request.method != "POST":
        return _show(request, found, StepForm(initial=autosave.words(request, key_of_step(found))))
    form = StepForm(request.POST)
    if not form.is_valid():
        return _show(request, found, form, status=NOT_DONE)
    try:
        ordering.move(found, by=actor(request), **form.cleaned_data)
    except ordering.OrderMoved as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(found)
    except ValidationError as refusal:
        add_error(form, refusal)
        return _show(request, found, form, status=NOT_DONE)
    autosave.sent(request)
    messages.success(request, _("The order is “%(state)s” now.") % {"state": found.get_state_display()})
    return redirect("guide:orders")


def key_of_step(order: Order) -> str:
    """Under which the words of the next step are stored while they are typed."""
    return f"order:{order.pk}:{order.state}"


def _show(request: HttpRequest, order: Order, form: StepForm, *, status: int = 200) -> HttpResponse:
    item = stock.stock_item_of(order)
    context = {
        "order": order,
        "stock_item": item,
        "missing": max(order.copies - item.free, 0),
        "form": form,
        "draft_key": key_of_step(order),
        "may": ordering.open_steps(order),
        "changed": changed_since(order.edition, [order.language]).get(order.language),
        "tab": "orders",
    }
    return render(request, "guide/distribution/orders/order.html", context, status=status)

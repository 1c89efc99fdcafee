"""The orders of agencies, for editors: what waits first, then each with its steps and what may be done next."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.paging import decode_cursor, encode_cursor
from drafts import autosave
from guide.distribution import ordering, stock, stock_listing
from guide.distribution.forms import OrdersFilter, StepForm
from guide.distribution.orders import Order
from guide.editions.changed_since import changed_since

ROWS = 30
NOT_DONE = 422


@editors_only
def orders(request: HttpRequest) -> HttpResponse:
    """`?state=` one state, or all; without it, those that wait for the editors. `?before=` pages by key."""
    state, before = request.GET.get("state", ""), decode_cursor(request.GET.get("before", ""))
    rows = _narrowed(state)
    if before:
        moment, pk = before
        rows = rows.filter(Q(asked_at__lt=moment) | Q(asked_at=moment, pk__lt=pk))
    found = list(rows[: ROWS + 1])
    context: dict[str, Any] = {
        "orders": found[:ROWS],
        "is_first": before is None,
        "stock": stock_listing.labelled_stock(),
        "is_unused": not found and not Order.objects.exists(),
    }
    context |= {"form": OrdersFilter(initial={"state": state}), "state": state, "tab": "orders"}
    if len(found) > ROWS:
        last = found[ROWS - 1]
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

"""The channels: all of them with what came by each, a new one, one with its address, its code to scan and its figures."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import actor, editors_only
from common.files.download_names import attachment, inline
from common.forms.screens import show_form
from drafts import autosave
from drafts.sent_forms import accepted
from guide.distribution import charts, codes, figures, stock
from guide.distribution.channels import Channel
from guide.distribution.copies import Handout, PrintRun
from guide.distribution.figures import DailyCount
from guide.distribution.forms import ChannelForm, HandoutForm
from guide.distribution.orders import Order
from guide.editions import Edition
from guide.editions.comparison import changed_since
from guide.publication import qr

MOST_ROWS = 50


@editors_only
def channels(request: HttpRequest) -> HttpResponse:
    rows = figures.by_channel(Channel.objects.order_by("closed_at", "kind", "name"))
    return render(request, "guide/distribution/channels.html", {"rows": rows, "tab": "channels"})


@editors_only
def channel_new(request: HttpRequest) -> HttpResponse:
    """A code is for good: one that was proposed comes back to be looked at before the channel is made."""
    key = "channel:new"
    sent = request.POST.copy() if request.method == "POST" else None
    form = ChannelForm(sent, initial={"kind": Channel.Kind.AGENCY} | autosave.words(request, key))
    is_proposed = False
    if form.is_valid():
        if form.cleaned_data["code"]:
            if made := accepted(request, form, lambda: _begun(form, request)):
                messages.success(request, _("The channel is there: its short address leads to the guide from now on."))
                return redirect(made.result)
        elif sent is not None:
            sent["code"] = codes.proposed(form.cleaned_data["name"], Channel.objects.known_codes())
            form, is_proposed = ChannelForm(sent), True
    context = {"draft_key": key, "is_proposed": is_proposed, "tab": "channels"}
    return show_form(request, form, "guide/distribution/channel_new.html", context)


def _begun(form: ChannelForm, request: HttpRequest) -> Channel:
    values = {name: form.cleaned_data[name] for name in ("name", "kind", "code", "language", "note")}
    channel: Channel = Channel.objects.begin(**values, by=actor(request))
    return channel


def get_channel(code: str) -> Channel:
    channel: Channel | None = Channel.objects.select_related("agency", "made_by").filter(code=code).first()
    if channel is None:
        raise Http404
    return channel


@editors_only
def channel(request: HttpRequest, code: str) -> HttpResponse:
    """POST with `act`: "close", or "use" to have it offered again."""
    found = get_channel(code)
    if request.method == "POST":
        return _acted(request, found)
    counts = DailyCount.objects.of_channel(found.code)
    context: dict[str, Any] = {
        "channel": found,
        "counted": figures.counted(counts),
        "days": charts.day_chart(*map(figures.days_of_channel, (counts.opened(), counts.downloaded()))),
        "runs": PrintRun.objects.for_lists().filter(channel=found)[:MOST_ROWS],
        "handouts": Handout.objects.for_lists().filter(channel=found)[:MOST_ROWS],
        "orders": Order.objects.for_lists().of_channel(found)[:MOST_ROWS],
        "tab": "channels",
    }
    if current := Edition.objects.current():
        context |= {"edition": current, "changed": changed_since(current, [found.language]).get(found.language)}
    return render(request, "guide/distribution/channel.html", context)


def _acted(request: HttpRequest, channel: Channel) -> HttpResponse:
    if request.POST.get("act") == "close":
        channel.close()
        messages.success(request, _("The channel is no longer offered. Its address goes on leading to the guide."))
    elif request.POST.get("act") == "use":
        channel.use_again()
        messages.success(request, _("The channel is offered again."))
    return redirect(channel)


@editors_only
def channel_edit(request: HttpRequest, code: str) -> HttpResponse:
    found = get_channel(code)
    key = f"channel:{found.code}:edit"
    form = ChannelForm(request.POST or None, instance=found, initial=autosave.words(request, key))
    if accepted(request, form, lambda: form.instance.save(update_fields=["name", "language", "note"])):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"channel": get_channel(code), "draft_key": key, "tab": "channels"}
    return show_form(request, form, "guide/distribution/channel_edit.html", context)


@editors_only
@require_safe
def channel_qr(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    return qr_of(get_channel(code), kind, download="download" in request.GET)


def qr_of(channel: Channel, kind: str, *, download: bool) -> HttpResponse:
    """The picture of a short address. Raises Http404 for a kind that there is not."""
    if kind not in qr.TYPES:
        raise Http404
    response = HttpResponse(qr.drawn(channel.short_address, kind), content_type=qr.TYPES[kind])
    response["Content-Disposition"] = (attachment if download else inline)("QR", channel.code, ending=kind)
    return response


# Copies given without an order: the list, one more, one corrected.


ROWS = 200


@editors_only
def handouts(request: HttpRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    key = "handout:new"
    first: dict[str, Any] = {"on": timezone.localdate()}
    form = HandoutForm(request.POST or None, initial=first | autosave.words(request, key))
    if accepted(request, form, lambda: stock.hand_out(form.instance, by=actor(request))):
        messages.success(request, _("Saved."))
        return redirect("guide:handouts")
    context: dict[str, Any] = {"handouts": Handout.objects.for_lists()[:ROWS], "draft_key": key, "tab": "handouts"}
    context["has_edition"] = Edition.objects.published().exists()
    return show_form(request, form, "guide/distribution/handouts.html", context)


@editors_only
def handout(request: HttpRequest, pk: int) -> HttpResponse:
    """One, to be corrected; POST with `act` "remove" takes it out."""
    found = get_object_or_404(Handout.objects.for_lists(), pk=pk)
    if request.method == "POST" and request.POST.get("act") == "remove":
        found.delete()
        messages.success(request, _("It is taken out of the list."))
        return redirect("guide:handouts")
    key = f"handout:{pk}"
    form = HandoutForm(request.POST or None, instance=found, initial=autosave.words(request, key))
    if accepted(request, form, lambda: stock.change_handout(found)):
        messages.success(request, _("Saved."))
        return redirect("guide:handouts")
    context = {"handout": found, "draft_key": key, "tab": "handouts"}
    return show_form(request, form, "guide/distribution/handout.html", context)

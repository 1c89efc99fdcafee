"""The channels: all of them with what came by each, a new one, one with its address, its code to scan and its figures.

An agency: whom to write to, where parcels go, and the link that lets it in.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, editors_only, guide_readers_only
from common.files.download_names import attachment, inline
from common.forms.screens import show_form
from common.markup.language import LANGUAGES
from drafts import autosave
from drafts.sent_forms import accepted
from guide.distribution import channels, charts, figures, ordering, stock, visit_counter
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Agency, Channel
from guide.distribution.copies import Handout, Order, PrintRun
from guide.distribution.figures import DailyCount
from guide.distribution.forms import AgencyForm, ChannelForm, HandoutForm
from guide.editions import Edition
from guide.editions.comparison import changed_since
from guide.editions.language_status import languages_given
from guide.publication import qr
from guide.publication.forms import NAMES

MOST_ROWS = 50


@editors_only
def channel_list(request: HttpRequest) -> HttpResponse:
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
            sent["code"] = channels.proposed(form.cleaned_data["name"], Channel.objects.known_codes())
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


@never_cache
@editors_only
def channel_agency(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of an agency, to be changed."""
    agency = get_agency(code)
    form = AgencyForm(request.POST or None, instance=agency, initial=autosave.words(request, f"agency:{code}"))
    if accepted(request, form, lambda: form.instance.save(update_fields=form.Meta.fields)):
        messages.success(request, _("Saved."))
        return redirect("guide:channel_agency", code)
    return _show(request, agency, form)


@never_cache
@editors_only
@require_POST
def channel_agency_link(request: HttpRequest, code: str) -> HttpResponse:
    """`act` is "make", which answers with the address once, or "revoke". With `mail` the agency is sent it too."""
    agency = get_agency(code)
    if request.POST.get("act") == "revoke":
        agency.revoke_link()
        messages.success(request, _("The link of this agency opens nothing any more."))
        return redirect("guide:channel_agency", code)
    if request.POST.get("act") != "make":
        messages.warning(request, _("Choose what to do with the link, using one of the buttons."))
        return redirect("guide:channel_agency", code)
    is_mailed = "mail" in request.POST and bool(agency.email)
    address = request.build_absolute_uri(reverse("guide:agency_page", args=[agency.make_link(to_mail=is_mailed)]))
    _have_files_made(agency)
    if is_mailed:
        ordering.write_link.enqueue(agency.pk)
    return _show(request, agency, AgencyForm(instance=agency), address=address, is_mailed=is_mailed)


def get_agency(code: str) -> Agency:
    channel = get_channel(code)
    agency: Agency | None = getattr(channel, "agency", None)
    if agency is None:
        raise Http404
    return agency


def _have_files_made(agency: Agency) -> None:
    """So that they are there when it first looks."""
    edition, channel = Edition.objects.current(), agency.channel
    if edition and not ChannelFile.objects.of(channel, edition, channel.language).exists():
        language = channel.language if channel.language in edition.languages else edition.language
        ChannelFile.objects.ask(channel, edition, language, OF_AGENCY)


def _show(
    request: HttpRequest, agency: Agency, form: AgencyForm, *, address: str = "", is_mailed: bool = False
) -> HttpResponse:
    context = {"agency": agency, "channel": agency.channel, "address": address, "is_mailed": is_mailed}
    context |= {"draft_key": f"agency:{agency.channel.code}", "tab": "channels"}
    return show_form(request, form, "guide/distribution/channel_agency.html", context)


# A channel's short address: it leads to the guide, and counts who came by it.


@require_safe
@guide_readers_only
def short_link(request: HttpRequest, code: str, language: str = "", name: str = "") -> HttpResponse:
    """Redirects to the edition that readers get, or straight to a file of it; while they have none, to what says why. Raises
    Http404 for what no address says.

    In `language`, which is that of the paper on which the address stands, else in the channel's, else in the edition's own:
    the first in which the edition comes. A channel that is closed goes on leading there.
    """
    if name.lower() in LANGUAGES:  # typed as it is printed: without the last slash
        language, name = name, ""
    language = language.lower()
    channel = Channel.objects.coded(code)
    if channel is None or (name and name not in NAMES) or (language and language not in LANGUAGES):
        raise Http404
    edition = Edition.objects.current() or Edition.objects.instead_of_current(language or channel.language)
    if edition is None:
        return _private(redirect("guide:guide_current"))
    languages = languages_given(edition) if edition.served_at else edition.covers
    if language and language not in languages and Edition.objects.newest_in(language):
        return _private(redirect("guide:guide_in_language", language))
    language = next(code for code in (language, channel.language, edition.language) if code in languages)
    if edition.served_at:
        visit_counter.note(request.META, edition=edition.number, language=language, form="door", channel=channel.code)
    route = ("guide:guide_file", [language, name]) if name else ("guide:guide_in_language", [language])
    where = reverse(route[0], args=route[1])
    return _private(redirect(f"{where}?{urlencode({'c': channel.code})}"))


def _private(response: HttpResponse) -> HttpResponse:
    """No cache stores it: the next edition may come in another language, and every reader is counted."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

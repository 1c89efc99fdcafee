"""An agency's own page, by its link: it orders, sees what becomes of its orders, and fetches its files. No account.

No session is read and no cookie set; see guide/views/reviewing/guests.py for why its forms carry no token of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.defaults import page_not_found

from common.forms.fields import add_error
from common.paging import parse_int
from guide import serving
from guide.distribution import ordering
from guide.distribution.channel_files import OF_AGENCY, ChannelFile
from guide.distribution.channels import Agency
from guide.distribution.copies import Order
from guide.distribution.figures import offered_to
from guide.distribution.forms import OrderForm
from guide.editions import Edition
from guide.views.distribution.channels import qr_of
from guide.views.distribution.runs import saved_as
from guide.views.published import speak
from guide.views.reviewing.guests import guarded

TOLD = frozenset({"order", "cancelled", "delivered", "gone-on", "made"})
ROWS = 50


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def agency_page(request: HttpRequest, token: str) -> HttpResponse:
    """POST with `act`: "order", "cancelled" or "delivered" with an `order`, "make" with a `language`."""
    agency = Agency.objects.with_token(token)
    if agency is None:
        return guarded(render(request, "guide/distribution/agency/closed.html", status=HTTPStatus.NOT_FOUND))
    _speak_as_its_channel(request, agency)
    edition = Edition.objects.current()
    if request.method == "POST":
        return _acted(request, agency, edition, token)
    agency.is_opened()
    return _show(request, agency, edition, token, _form(agency, edition), told=request.GET.get("told", ""))


def _speak_as_its_channel(request: HttpRequest, agency: Agency) -> None:
    """In the language of the guide that the agency hands out, unless whoever opens its page has chosen another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        speak(request, agency.channel.language)


def _acted(request: HttpRequest, agency: Agency, edition: Edition | None, token: str) -> HttpResponse:
    act = request.POST.get("act", "")
    if act in ordering.BY_AGENCY:
        return _back(token, _moved(request, agency, act))
    if act == "make" and edition and (language := request.POST.get("language", "")) in edition.languages:
        _have_made(agency, edition, language)
        return _back(token, "made")
    if act != "order":
        return _back(token, "")
    form = _form(agency, edition, request.POST)
    if form.is_valid():
        try:
            ordering.ask(agency, **form.cleaned_data)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            return _back(token, "order")
    return _show(request, agency, edition, token, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _have_made(agency: Agency, edition: Edition, language: str) -> None:
    """What is not there, and not being made already: pressing again and again makes nothing again."""
    files = ChannelFile.objects.of(agency.channel, edition, language)
    known = {file.form for file in files if file.is_waiting or (file.is_ready and file.path.is_file())}
    ChannelFile.objects.ask(agency.channel, edition, language, [form for form in OF_AGENCY if form not in known])


def _moved(request: HttpRequest, agency: Agency, to: str) -> str:
    """What is to be told of it."""
    order = agency.orders.filter(pk=parse_int(request.POST.get("order", "")) or 0).first()
    if order is None:
        return "gone-on"
    seen = Order.State.SENT if to == Order.State.DELIVERED else Order.State.ASKED
    try:
        ordering.move(order, to, seen=seen, by=None)
    except ordering.OrderMoved:
        return "gone-on"
    return to


def _form(agency: Agency, edition: Edition | None, sent: Any = None) -> OrderForm:
    languages = edition.languages if edition else ()
    return OrderForm(sent, languages=languages, initial={"language": agency.channel.language})


def _back(token: str, told: str) -> HttpResponse:
    return guarded(HttpResponseRedirect(f"{reverse('guide:agency_page', args=[token])}?told={told}#told"))


def _show(
    request: HttpRequest,
    agency: Agency,
    edition: Edition | None,
    token: str,
    form: OrderForm,
    *,
    told: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "agency": agency,
        "channel": agency.channel,
        "edition": edition,
        "has_come_out": edition is not None or Edition.objects.out().exists(),
        "cover": edition.cover_in(agency.channel.language) if edition else None,
        "token": token,
        "form": form,
        "told": told if told in TOLD else "",
        "orders": list(agency.orders.select_related("edition").prefetch_related("steps")[:ROWS]),
        "offered": offered_to(agency.channel, edition) if edition else [],
    }
    return guarded(render(request, "guide/distribution/agency/page.html", context, status=status))


def quietly[**P](view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What is not there is cached and shown by nobody either."""

    @wraps(view)
    def guarding(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404 as absent:
            return guarded(page_not_found(request, absent))

    return guarding


@quietly
@require_safe
def agency_file(request: HttpRequest, token: str, language: str, name: str) -> HttpResponseBase:
    """A form of the current edition with the agency's own code in it."""
    agency, edition = Agency.objects.with_token(token), Edition.objects.current()
    if agency is None or edition is None:
        raise Http404
    files = ChannelFile.objects.of(agency.channel, edition, language).select_related("edition", "channel")
    file = next((file for file in files if file.form in OF_AGENCY and file.name == name), None)
    if file is None:
        raise Http404
    path = file.fetched()
    if path is None:
        return _back(token, "made")
    return guarded(saved_as(serving.serve(request, path, is_public=False), file))


@quietly
@require_safe
def agency_qr(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    agency = Agency.objects.with_token(token)
    if agency is None:
        raise Http404
    return guarded(qr_of(agency.channel, kind, download="download" in request.GET))

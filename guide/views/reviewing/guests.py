"""What a review link opens: one tip, for somebody without an account, and nothing else of the site.

No session is read and no cookie set. The forms carry no token of their own: whoever can name the address may send them,
and nobody else's page can, since it cannot know the address. The policy "no-referrer" makes browsers hide where a form
comes from, so that Django's check would refuse every one.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from accounts.secret_addresses import unlogged
from common.forms.fields import add_error
from contributions.models import Image
from contributions.uploads.querysets import tokens_in
from guide.reviewing import consents, remarks
from guide.reviewing.forms import RemarkForm
from guide.reviewing.models import ReviewLink
from guide.reviewing.remarks import TextSentence
from guide.views.reviewing.reviews import passage_in, remark_form

HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def review_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """`?sentence=3` opens the form about a sentence; `?sent` says what was just sent."""
    link = ReviewLink.objects.with_token(token)
    if link is None or not link.is_open:
        return _closed(request, HTTPStatus.NOT_FOUND if link is None else HTTPStatus.GONE)
    if request.method == "POST":
        return _sent(request, link, token)
    link.is_opened()
    passage = passage_in(link.tip, request.GET, since=link.made_at)
    form = remark_form(link.tip, passage, None) if passage else None
    return _show(request, link, token, passage, form, told=request.GET.get("sent", ""))


def _sent(request: HttpRequest, link: ReviewLink, token: str) -> HttpResponse:
    if request.POST.get("act") == "done":
        link.say_done()
        return _back(token, "done")
    passage = passage_in(link.tip, request.POST, since=link.made_at)
    if passage is None:
        return _show(request, link, token, None, None, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = remark_form(link.tip, passage, request.POST)
    if form.is_valid():
        sent = form.cleaned_data
        words = {"body": sent["body"], "replacement": sent.get("replacement"), "version": sent["version"]}
        try:
            remarks.remark(link.tip, about=passage.anchor, link=link, **words)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            return _back(token, "remark")
    return _show(request, link, token, passage, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _back(token: str, what: str) -> HttpResponse:
    response = HttpResponseRedirect(f"{reverse('guide:review_by_link', args=[token])}?sent={what}")
    return guarded(response)


def _show(
    request: HttpRequest,
    link: ReviewLink,
    token: str,
    passage: TextSentence | None,
    form: RemarkForm | None,
    *,
    told: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    tip = link.tip
    context: dict[str, Any] = {
        "link": link,
        "tip": tip,
        "html": remarks.of(tip, token),
        "may_name": consents.is_given(tip),
        "passages": remarks.sentences_of(tip.body),
        "passage": passage,
        "form": form,
        "told": told if told in {"remark", "done"} else "",
        "remarks": link.remarks.with_people(),
    }
    return guarded(render(request, "guide/review/review_by_link.html", context, status=status))


def _closed(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """The same words whether it has expired, was withdrawn, or never was."""
    return guarded(render(request, "guide/review/closed.html", status=status))


def guarded[R: HttpResponseBase](response: R) -> R:
    for name, value in HEADERS.items():
        response[name] = value
    return unlogged(response)


# The pictures of a tip, through a review link.


GUARDS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}


@require_safe
def review_picture(request: HttpRequest, token: str, picture: str, name: str, width: int = 0) -> HttpResponse:
    """One that stands in the tip now, while the link is open."""
    link = ReviewLink.objects.with_token(token)
    if link is None or not link.is_open or picture not in tokens_in(link.tip.body, "images"):
        return _absent()
    image = Image.objects.in_sight().filter(token=picture, name=name).first()
    wanted = width or (image.width if image else 0)
    if image is None or wanted not in image.widths:
        return _absent()
    try:
        response = HttpResponse(image.file(wanted).read_bytes(), content_type="image/webp")
    except OSError:
        return _absent()
    for header, value in (HEADERS | GUARDS).items():
        response[header] = value
    return response


def _absent() -> HttpResponse:
    return unlogged(HttpResponse(status=404, headers=HEADERS))

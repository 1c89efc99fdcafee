"""The files themselves, for those who may read a text in which they stand.

Nothing in an address is ever a path: a row is found by its opaque word, and the row knows its file. Whatever a browser
might make of the bytes, it may run nothing.
"""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import actor, administrators_only, readers_only
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from contributions.uploads import limits
from contributions.uploads.logo import logo_file, remove_logo, take_in_logo
from contributions.uploads.models import Attachment
from contributions.views.uploads.images import image_at

A_WEEK = 7 * 24 * 60 * 60
HEADERS = {
    # Cached by the reader's own browser alone, and no longer than a hidden picture may linger there.
    "Cache-Control": f"private, max-age={A_WEEK}, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@readers_only
@require_safe
def image_file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A picture in its greatest width."""
    return _picture(request, token, name, None)


@readers_only
@require_safe
def image_width(request: HttpRequest, token: str, width: int, name: str) -> HttpResponseBase:
    return _picture(request, token, name, width)


def _picture(request: HttpRequest, token: str, name: str, width: int | None) -> HttpResponseBase:
    image = image_at(token, request.user)
    width = width or image.width
    if name != image.name or width not in image.widths:
        raise Http404
    etag = f'"{token}-{width}"'
    known = get_conditional_response(request, etag=etag)
    if isinstance(known, HttpResponseNotModified):
        return _guarded(request, known, etag)
    try:
        content = image.file(width).read_bytes()
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type="image/webp")
    response["Content-Disposition"] = f'inline; filename="{image.name}.webp"'
    return _guarded(request, response, etag)


@readers_only
@require_safe
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """A PDF, to be downloaded: no browser opens it on this site."""
    found: Attachment | None = Attachment.objects.for_reader(request.user).filter(token=token, name=name).first()
    if found is None:
        raise Http404
    try:
        content = found.path.read_bytes()
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.name}.pdf"'
    return _guarded(request, response, f'"{token}"')


def _guarded(request: HttpRequest, response: HttpResponseBase, etag: str) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    response["ETag"] = etag
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more
    return response


# « Settings », the logo: an administrator sends it or takes it away. And its file, which everybody may see.


FOR_EVERYBODY = {"Cache-Control": "public, max-age=31536000, immutable"}  # another logo has another address


class LogoForm(forms.Form):
    """A picture to be the logo."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("PNG, JPEG or WebP, on a light or a transparent ground."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a picture first.")},
    )


@receives_files(limits.most_picture_bytes)
@administrators_only
def logo_settings(request: HttpRequest) -> HttpResponse:
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if request.method == "POST" and "remove" in request.POST:
        remove_logo(by=actor(request))
        messages.success(request, _("The logo is removed."))
        return redirect("contributions:logo_settings")
    if request.method == "POST":
        try:
            if _take_in(request, form):
                messages.success(request, _("Saved. Everybody sees it from now on."))
                return redirect("contributions:logo_settings")
        except ValidationError as refusal:
            form.errors.pop("file", None)
            form.add_error("file", refusal)
    context = {"limit": limits.weight(limits.most_picture_bytes())}
    return show_form(request, form, "contributions/uploads/logo.html", context)


def _take_in(request: HttpRequest, form: LogoForm) -> bool:
    """Whether the form had a picture. Raises ValidationError for one that cannot be taken."""
    if size := size_refused(request):
        raise limits.too_large(size, limits.most_picture_bytes(), is_picture=True)
    if form.is_valid():
        take_in_logo(form.cleaned_data["file"].read(), by=actor(request))
    return form.is_valid()


@require_safe
def logo(request: HttpRequest, token: str) -> HttpResponse:
    file = logo_file(token)
    if file is None:
        raise Http404
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more
    return HttpResponse(file.read_bytes(), content_type="image/webp", headers=HEADERS | FOR_EVERYBODY)

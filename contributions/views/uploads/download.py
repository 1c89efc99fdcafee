"""The files themselves, for those who may read a text in which they stand.

Nothing in an address is ever a path: a row is found by its opaque word, and the row knows its file. Whatever a browser
might make of the bytes, it may run nothing.

The library: choosing a picture, sending one, saying what it shows. For people, and as JSON for the editor's dialog.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import Person, actor, administrators_only, contributors_only, readers_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from contributions.moderation import first_contributions
from contributions.uploads import limits
from contributions.uploads.logo import logo_file, remove_logo, take_in_logo
from contributions.uploads.models import Attachment, Image
from contributions.uploads.uses import texts_with
from contributions.views.uploads.files import ImageForm, WordsForm, refused, wants_json
from drafts import autosave

PICTURES_AT_ONCE = 24


@receives_files(limits.most_picture_bytes)
@contributors_only
def images(request: HttpRequest) -> HttpResponse:
    """The library, one's own pictures first; what is sent comes into it."""
    if request.method != "POST":
        return show_library(request, ImageForm())
    form = ImageForm(request.POST, request.FILES)
    try:
        image = _take_in(request, form)
    except ValidationError as error:
        if error.messages:
            add_error(form, error, field="file")
        can_be_reduced = getattr(error, "can_be_reduced", False)
        if wants_json(request):
            return refused(form, can_be_reduced=can_be_reduced)
        return show_library(request, form, status=422)
    autosave.sent(request)
    if wants_json(request):
        return JsonResponse(facts_of(image), status=201)
    messages.success(request, _("The picture is here. Copy its line into your text."))
    return redirect(image)


def _take_in(request: HttpRequest, form: ImageForm) -> Image:
    """Raises ValidationError, which is in the form already where it is empty."""
    if size := size_refused(request):
        form.errors.pop("file", None)
        raise limits.too_large(size, limits.most_picture_bytes(), is_picture=True)
    if not form.is_valid():
        raise ValidationError([])
    words = {name: form.cleaned_data[name] for name in ("alt", "is_decorative", "credit")}
    sent = form.cleaned_data["file"]
    with first_contributions.counted(actor(request), "upload"):
        return Image.objects.take_in(sent.read(), file_name=sent.name, uploader=actor(request), **words)


def facts_of(image: Image) -> dict[str, Any]:
    """What the editor needs to know of a picture."""
    return {
        "id": image.token,
        "src": image.address,
        "small": image.small_address,
        "alt": image.alt,
        "is_decorative": image.is_decorative,
        "credit": image.credit,
        "width": image.width,
        "height": image.height,
        "markdown": image.markdown,
        "url": image.get_absolute_url(),
        "loaded": image.state_of_words,
    }


def show_library(request: HttpRequest, form: ImageForm, *, status: int = 200) -> HttpResponse:
    """The whole page, or its list alone for the dialog."""
    question = request.GET.get("q", "")[:200]
    rows = Image.objects.for_reader(request.user).in_sight().search(question).mine_first(actor(request))
    pictures = Paginator(rows, PICTURES_AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "pictures": pictures,
        "question": question,
        "form": form,
        "limit": limits.weight(limits.most_picture_bytes()),
    }
    if request.headers.get("X-Part") == "pictures":
        return render(request, "contributions/uploads/_image_list.html", context)
    return render(request, "contributions/uploads/images.html", context, status=status)


def image_at(token: str, reader: Person) -> Image:
    """A picture that the reader may see; raises Http404."""
    image: Image | None = Image.objects.for_reader(reader).select_related("uploader").filter(token=token).first()
    if image is None:
        raise Http404
    return image


@contributors_only
def image(request: HttpRequest, token: str) -> HttpResponse:
    """One picture: its line to copy, where it stands, what it shows. Whoever sent it and editors change its words."""
    found = image_at(token, request.user)
    may_describe = found.may_be_described_by(request.user)
    if request.method == "POST" and not may_describe:
        raise PermissionDenied
    key = f"image:{found.pk}:describe"
    known = {"alt": found.alt, "credit": found.credit, "is_decorative": found.is_decorative}
    typed = autosave.words(request, key, WordsForm)
    form = WordsForm(request.POST if request.method == "POST" else None, initial=known | typed)
    form.follow(found)
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                found.describe(by=actor(request), **{name: form.cleaned_data[name] for name in known})
        except ValidationError as error:
            add_error(form, error)
        else:
            return _described(request, found)
    if form.errors and wants_json(request):
        return refused(form)
    context = {
        "image": found,
        "may_describe": may_describe,
        "draft_key": key,
        "may_delete": Image.objects.with_may_delete(actor(request)).get(pk=found.pk).may_delete,
        "texts": texts_with(found, request.user),
    }
    return show_form(request, form, "contributions/uploads/image.html", context)


def _described(request: HttpRequest, image: Image) -> HttpResponse:
    autosave.sent(request)
    if wants_json(request):
        return JsonResponse(facts_of(image))
    messages.success(request, _("Saved. The texts in which it stands will say so in a moment."))
    return redirect(image)


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
            if _take_logo_in(request, form):
                messages.success(request, _("Saved. Everybody sees it from now on."))
                return redirect("contributions:logo_settings")
        except ValidationError as refusal:
            form.errors.pop("file", None)
            form.add_error("file", refusal)
    context = {"limit": limits.weight(limits.most_picture_bytes())}
    return show_form(request, form, "contributions/uploads/logo.html", context)


def _take_logo_in(request: HttpRequest, form: LogoForm) -> bool:
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

"""The library: choosing a picture, sending one, saying what it shows. For people, and as JSON for the editor's dialog."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import Person, actor, contributors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from contributions.moderation import throttle
from contributions.uploads import limits
from contributions.uploads.models import Image
from contributions.uploads.uses import texts_with
from contributions.views.uploads.forms import ImageForm, WordsForm, refused, wants_json
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
    with throttle.counted(actor(request), "upload"):
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

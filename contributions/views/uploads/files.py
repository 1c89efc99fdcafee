"""PDF files: sent, listed with the line to copy, downloaded.

Answers to the editor's script, which sends files by itself.

Deleting what one sent oneself, as long as it stands in no text.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, editors_only
from common.forms.fields import CleanCharField, add_error
from common.forms.unchanged import LOADED, RowForm
from common.forms.upload_handler import receives_files, size_refused
from contributions.moderation import first_contributions
from contributions.uploads import limits
from contributions.uploads.models import Attachment, Image
from contributions.views.hiding import ReasonForm, ask_reason


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def refused(form: forms.Form, *, can_be_reduced: bool = False) -> JsonResponse:
    """What is wrong, by field; and what the form is loaded from, when it is sent again."""
    words = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
    return JsonResponse(
        {"errors": words, "can_be_reduced": can_be_reduced, LOADED: form.data.get(LOADED, "")}, status=422
    )


# What is asked about a picture or a file. What was typed is shown again on every error.


ALT_LENGTH = Image._meta.get_field("alt").max_length or 0
CREDIT_LENGTH = Image._meta.get_field("credit").max_length or 0


class WordsForm(RowForm, forms.Form):
    """What a picture shows, and whose it is."""

    alt = CleanCharField(
        label=_("Describe the picture for people who cannot see it"),
        help_text=_("One sentence: what matters in it here."),
        required=False,
        max_length=ALT_LENGTH,
    )
    is_decorative = forms.BooleanField(label=_("It only decorates, there is nothing to describe"), required=False)
    credit = CleanCharField(
        label=_("Credit"),
        help_text=_("Who made it, if it is not you. Shown under the picture."),
        required=False,
        max_length=CREDIT_LENGTH,
    )

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        is_named = sent.get("alt") or sent.get("is_decorative") or "alt" in self.errors
        if not is_named and not self.may_be_silent:
            self.add_error("alt", _("Describe the picture in a sentence, or say that it is decorative."))
        return sent

    @property
    def may_be_silent(self) -> bool:
        return False


class ImageForm(WordsForm):
    """A picture and its words. With `later` the words are asked for once it is here."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP, AVIF or HEIC."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        error_messages={"required": _("Choose a picture first.")},
    )

    field_order = ["file", "alt", "is_decorative", "credit"]

    @property
    def may_be_silent(self) -> bool:
        return "later" in self.data


class FileForm(forms.Form):
    """A PDF."""

    file = forms.FileField(
        label=_("PDF file"),
        help_text=_("It is stored as it is, with what it says of its author and of the program that made it."),
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
        error_messages={"required": _("Choose a PDF first.")},
    )


class HideUploadForm(ReasonForm):
    """Why a picture or a file is hidden."""

    who_reads = _("The person who sent it reads it, if it is sent again.")


FILES_AT_ONCE = 30


def most_bytes() -> int:
    return int(settings.FILE_MEGABYTES * limits.MEGA)


@receives_files(most_bytes)
@contributors_only
def files(request: HttpRequest) -> HttpResponse:
    """The PDF files, one's own first; what is sent comes among them."""
    if request.method != "POST":
        return show_files(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    try:
        attachment = _take_in(request, form)
    except ValidationError as error:
        if error.messages:
            add_error(form, error, field="file")
        return refused(form) if wants_json(request) else show_files(request, form, status=422)
    if wants_json(request):
        facts = {"id": attachment.token, "url": attachment.address, "markdown": attachment.markdown}
        return JsonResponse(facts | {"name": attachment.title, "size": attachment.size}, status=201)
    messages.success(request, gettext("The file is here. Copy its line into your text."))
    return redirect("contributions:files")


def _take_in(request: HttpRequest, form: FileForm) -> Attachment:
    """Raises ValidationError, which is in the form already where it is empty."""
    if size := size_refused(request):
        form.errors.pop("file", None)
        raise limits.too_large(size, most_bytes(), is_picture=False)
    if not form.is_valid():
        raise ValidationError([])
    sent = form.cleaned_data["file"]
    with first_contributions.counted(actor(request), "upload"):
        return Attachment.objects.take_in(sent.read(), file_name=sent.name, uploader=actor(request))


def show_files(request: HttpRequest, form: FileForm, *, status: int = 200) -> HttpResponse:
    question = request.GET.get("q", "")[:200]
    rows = Attachment.objects.for_reader(request.user).search(question).mine_first(actor(request))
    rows = rows.with_may_delete(actor(request))
    found = Paginator(rows, FILES_AT_ONCE).get_page(request.GET.get("page"))
    context = {"files": found, "question": question, "form": form, "limit": limits.weight(most_bytes())}
    return render(request, "contributions/uploads/files.html", context, status=status)


IN_USE = 422


@contributors_only
def image_delete(request: HttpRequest, token: str) -> HttpResponse:
    return _delete(request, Image, token, back="contributions:images")


@contributors_only
def file_delete(request: HttpRequest, token: str) -> HttpResponse:
    return _delete(request, Attachment, token, back="contributions:files")


def _delete(request: HttpRequest, model: type[Image | Attachment], token: str, *, back: str) -> HttpResponse:
    """Asks, then deletes. What stands in a text, now or in its history, stays: that text would lose it."""
    upload = model.objects.for_reader(request.user).in_sight().filter(token=token).first()
    if upload is None:
        raise Http404
    if upload.uploader_id != actor(request).pk:
        raise PermissionDenied
    is_used = upload.uses.exists()
    if request.method == "POST" and not is_used:
        is_used = not upload.withdraw_unused()
        if not is_used:
            messages.success(request, gettext("It is deleted."))
            return redirect(back)
    context = {"upload": upload, "is_used": is_used, "back": reverse(back)}
    status = IN_USE if is_used and request.method == "POST" else 200
    return render(request, "contributions/uploads/delete.html", context, status=status)


# Taking a picture or a file out of everybody's sight, and putting it back.


@editors_only
def image_hide(request: HttpRequest, token: str) -> HttpResponse:
    image = get_object_or_404(Image, token=token)
    return _hide(request, image, back=image.get_absolute_url())


@editors_only
def file_hide(request: HttpRequest, token: str) -> HttpResponse:
    return _hide(request, get_object_or_404(Attachment, token=token), back=reverse("contributions:files"))


def _hide(request: HttpRequest, upload: Image | Attachment, *, back: str) -> HttpResponse:
    return ask_reason(
        request,
        HideUploadForm,
        lambda form: upload.hide(reason=form.cleaned_data["reason"], by=actor(request)),
        key=f"{upload._meta.model_name}:{upload.pk}:hide",
        template="contributions/uploads/hide.html",
        context={"upload": upload, "back": back},
        success=gettext("Hidden. You can show it again at any time."),
        back=back,
    )


@require_POST
@editors_only
def image_show(request: HttpRequest, token: str) -> HttpResponse:
    image = get_object_or_404(Image, token=token)
    image.show(by=actor(request))
    messages.success(request, gettext("Everybody who may read the texts with it can see it again."))
    return redirect(image)


@require_POST
@editors_only
def file_show(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(Attachment, token=token).show(by=actor(request))
    messages.success(request, gettext("Everybody who may read the texts with it can see it again."))
    return redirect("contributions:files")

"""Taking a picture or a file out of everybody's sight, and putting it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.revision_views import add_error
from contributions.uploads.models import Attachment, Image
from contributions.views.uploads.forms import HideUploadForm
from drafts import autosave


@editors_only
def image_hide(request: HttpRequest, token: str) -> HttpResponse:
    image = get_object_or_404(Image, token=token)
    return _hide(request, image, back=image.get_absolute_url())


@editors_only
def file_hide(request: HttpRequest, token: str) -> HttpResponse:
    return _hide(request, get_object_or_404(Attachment, token=token), back=reverse("contributions:files"))


def _hide(request: HttpRequest, upload: Image | Attachment, *, back: str) -> HttpResponse:
    key = f"{upload._meta.model_name}:{upload.pk}:hide"
    form = HideUploadForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    if form.is_valid():
        try:
            upload.hide(reason=form.cleaned_data["reason"], by=actor(request))
        except ValidationError as error:
            add_error(form, error, field="reason")
        else:
            autosave.sent(request)
            messages.success(request, _("It is hidden. You can show it again at any time."))
            return redirect(back)
    context = {"upload": upload, "form": form, "back": back, "draft_key": key}
    return render(request, "contributions/upload_hide.html", context, status=422 if form.errors else 200)


@require_POST
@editors_only
def image_show(request: HttpRequest, token: str) -> HttpResponse:
    image = get_object_or_404(Image, token=token)
    image.show(by=actor(request))
    messages.success(request, _("Everybody who may read the texts with it can see it again."))
    return redirect(image)


@require_POST
@editors_only
def file_show(request: HttpRequest, token: str) -> HttpResponse:
    get_object_or_404(Attachment, token=token).show(by=actor(request))
    messages.success(request, _("Everybody who may read the texts with it can see it again."))
    return redirect("contributions:files")

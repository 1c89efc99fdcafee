"""Taking a picture or a file out of everybody's sight, and putting it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from contributions.uploads.models import Attachment, Image
from contributions.views.hiding.reason_form import ask_reason
from contributions.views.uploads.forms import HideUploadForm


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
        success=_("Hidden. You can show it again at any time."),
        back=back,
    )


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

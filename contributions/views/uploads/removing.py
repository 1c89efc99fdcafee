"""Deleting what one sent oneself, as long as it stands in no text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, editors_only
from contributions.uploads.models import Attachment, Image
from contributions.views.hiding import ask_reason
from contributions.views.uploads.forms import HideUploadForm

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
            messages.success(request, _("It is deleted."))
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

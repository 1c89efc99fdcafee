"""Deleting what one sent oneself, as long as it stands in no text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only
from contributions.uploads.models import Attachment, Image

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

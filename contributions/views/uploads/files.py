"""PDF files: sent, listed with the line to copy, downloaded."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, contributors_only
from common.forms.fields import add_error
from common.forms.upload_handler import receives_files, size_refused
from contributions.moderation import throttle
from contributions.uploads import limits
from contributions.uploads.models import Attachment
from contributions.views.uploads.forms import FileForm, refused, wants_json

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
    messages.success(request, _("The file is here. Copy its line into your text."))
    return redirect("contributions:files")


def _take_in(request: HttpRequest, form: FileForm) -> Attachment:
    """Raises ValidationError, which is in the form already where it is empty."""
    if size := size_refused(request):
        form.errors.pop("file", None)
        raise limits.too_large(size, most_bytes(), is_picture=False)
    if not form.is_valid():
        raise ValidationError([])
    sent = form.cleaned_data["file"]
    with throttle.counted(actor(request), "upload"):
        return Attachment.objects.take_in(sent.read(), file_name=sent.name, uploader=actor(request))


def show_files(request: HttpRequest, form: FileForm, *, status: int = 200) -> HttpResponse:
    question = request.GET.get("q", "")[:200]
    rows = Attachment.objects.for_reader(request.user).search(question).mine_first(actor(request))
    rows = rows.with_may_delete(actor(request))
    found = Paginator(rows, FILES_AT_ONCE).get_page(request.GET.get("page"))
    context = {"files": found, "question": question, "form": form, "limit": limits.weight(most_bytes())}
    return render(request, "contributions/uploads/files.html", context, status=status)

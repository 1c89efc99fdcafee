"""What stays of a session: its summary and its slides."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, organisers_only, signed_in_only
from campaign.training import slides
from campaign.training.forms import SlidesForm, SummaryForm
from campaign.training.models import Slides, TrainingSession
from campaign.training.summaries import summarise
from campaign.training.views.resolvers import session_at
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from drafts import autosave
from drafts.sent_forms import accepted

HEADERS = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


@organisers_only
def summary(request: HttpRequest, pk: int) -> HttpResponse:
    found, key = session_at(pk), f"session:{pk}:summary"
    form = SummaryForm(request.POST or None, instance=session_at(pk), initial=autosave.words(request, key))
    by = actor(request)
    if accepted(request, form, lambda: summarise(found, form.cleaned_data["summary"], by=by), markdown="summary"):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {"session": found, "draft_key": key}
    return show_form(request, form, "campaign/training/session_summary.html", context)


@receives_files(slides.most_bytes)
@organisers_only
def session_slides(request: HttpRequest, pk: int) -> HttpResponse:
    """The slides of a session, those that were removed too; POST takes a file in."""
    found = session_at(pk)
    is_sent = request.method == "POST"
    form = SlidesForm(request.POST if is_sent else None, request.FILES if is_sent else None, session=found)
    if is_sent and _take_in(request, found, form):
        messages.success(request, _("The file is here: whoever sees the session can load it."))
        return redirect("training:slides", pk)
    removed = found.slides.exclude(removed_at=None).select_related("removed_by")
    context = {
        "session": found,
        "shown": found.slides.shown().select_related("sent_by"),
        "removed": removed,
    }
    return show_form(request, form, "campaign/training/slides.html", context)


def _take_in(request: HttpRequest, session: TrainingSession, form: SlidesForm) -> bool:
    """Whether the file is taken; else the form says why not."""
    try:
        if size := size_refused(request):
            form.errors.pop("file", None)
            slides.store().check_size(size)
        if not form.is_valid():
            return False
        sent = form.cleaned_data["file"]
        slides.add(session, sent.read(), file_name=sent.name, by=actor(request), replaces=form.cleaned_data["replaces"])
    except ValidationError as refusal:
        add_error(form, refusal, field="file")
        return False
    return True


@signed_in_only
@require_safe
def slides_file(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """A file, to be downloaded: no browser opens it on this site."""
    found = _slides_at(pk, token)
    try:
        content = slides.store().path_of(found.token).read_bytes()
    except OSError:
        raise Http404 from None
    disposition = content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    response = HttpResponse(
        content, content_type=found.content_type, headers=HEADERS | {"Content-Disposition": disposition}
    )
    request.META["HTTP_ACCEPT_ENCODING"] = "identity"  # else it would be compressed once more
    return response


@require_POST
@organisers_only
def slides_remove(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    found = _slides_at(pk, token)
    slides.remove(found, by=actor(request))
    messages.success(request, _("“%(name)s” is removed.") % {"name": found.name})
    return redirect("training:slides", pk)


def _slides_at(pk: int, token: str) -> Slides:
    found: Slides | None = session_at(pk).slides.shown().filter(token=markup.clean_text(token)).first()
    if found is None:
        raise Http404
    return found

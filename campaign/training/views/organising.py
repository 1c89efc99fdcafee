"""What organisers do: plan a session, change it, cancel it, and look after who comes.

What stays of a session: its summary and its slides.

From an address to a session.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, organisers_only, signed_in_only
from campaign.training import slides
from campaign.training.forms import (
    AddPersonForm,
    CancelSessionForm,
    SessionForm,
    SlidesForm,
    SummaryForm,
    changes_of_session,
)
from campaign.training.models import RegistrationStep, Slides, TrainingSession
from campaign.training.seats import seats_of
from campaign.training.summaries import summarise
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.forms.upload_handler import receives_files, size_refused
from common.paging import numbered_page
from drafts import autosave
from drafts.sent_forms import accepted


def session_at(pk: int) -> TrainingSession:
    """Returns the session with how many are registered and wait. Raises Http404."""
    found: TrainingSession = get_object_or_404(TrainingSession.objects.with_counts(), pk=pk)
    return found


NEW = "session:new"
LAST_STEPS = 30
VERSIONS_AT_ONCE = 30


@organisers_only
def session_new(request: HttpRequest) -> HttpResponse:
    form = SessionForm(request.POST or None, initial=autosave.words(request, NEW))
    if accepted(request, form, lambda: form.instance.plan(by=actor(request)), markdown="description"):
        messages.success(request, _("Saved. Everybody can register from now on."))
        return redirect(form.instance)
    context = {"draft_key": NEW}
    return show_form(request, form, "campaign/training/session_form.html", context)


@organisers_only
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    key = f"session:{pk}"
    form = SessionForm(request.POST or None, instance=session_at(pk), initial=autosave.words(request, key))
    if accepted(request, form, lambda: found.change(form.values, by=actor(request)), markdown="description"):
        messages.success(request, _("Saved. Everyone who is coming is told what has changed."))
        return redirect(found)
    context = {"session": found, "draft_key": key}
    return show_form(request, form, "campaign/training/session_form.html", context)


@organisers_only
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    key = f"session:{pk}:cancel"
    form = CancelSessionForm(request.POST or None, initial=autosave.words(request, key))
    if accepted(request, form, lambda: found.cancel(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("The session is cancelled: everyone who wanted to come is told why."))
        return redirect(found)
    context = {"session": found, "draft_key": key}
    return show_form(request, form, "campaign/training/session_cancel.html", context)


@organisers_only
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has a seat, who waits, and what happened last; POST adds somebody."""
    found = session_at(pk)
    form = AddPersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            own = found.register(form.cleaned_data["person"], by=actor(request))
        except ValidationError as refusal:
            add_error(form, refusal, field="person")
        else:
            messages.success(request, _added(str(own.person), has_seat=own.is_registered))
            return redirect("training:registrations", pk)
    context = _people_of(found)
    return show_form(request, form, "campaign/training/registrations.html", context)


def _added(name: str, *, has_seat: bool) -> str:
    if has_seat:
        return _("%(name)s has a seat.") % {"name": name}
    return _("No seat is free: %(name)s is on the waiting list.") % {"name": name}


def _people_of(session: TrainingSession) -> dict[str, Any]:
    steps = RegistrationStep.objects.filter(registration__session=session).select_related("registration__person", "by")
    return {
        "session": session,
        "seats": seats_of(session),
        "registered": session.registrations.registered().select_related("person"),
        "waiting": session.registrations.waiting().select_related("person"),
        "steps": steps[:LAST_STEPS],
        "is_open": session.is_open(),
    }


@organisers_only
@require_safe
def session_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what of a session, and when; the newest first."""
    found = session_at(pk)
    rows = found.history.select_related("history_user").order_by("-history_id")
    page = numbered_page(rows, request.GET.get("page", ""), VERSIONS_AT_ONCE)
    context = {"session": found, "page": page, "versions": changes_of_session(list(page))}
    return render(request, "campaign/training/session_history.html", context)


@require_POST
@organisers_only
def registration_remove(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """Takes somebody off the list: whoever waits gets her seat."""
    found = session_at(pk)
    rows = found.registrations.select_related("session", "person")
    own = get_object_or_404(rows, pk=registration)
    try:
        own.cancel(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("%(name)s is no longer on the list.") % {"name": own.person})
    return redirect("training:registrations", pk)


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

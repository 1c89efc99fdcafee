"""At the door, without a network; and afterwards: who came, names that were typed at the door, the table."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import actor, organisers_only
from accounts.models import User
from campaign.training import check_ins
from campaign.training.attendance import (
    acts_in,
    attendance_of,
    attendance_sheet,
    csv_lines,
    expires_at,
    list_of,
    note_guests,
    sheet_rows,
)
from campaign.training.forms import AddPersonForm, AttendanceForm
from campaign.training.models import CheckIn, TrainingSession
from campaign.training.views.organising import session_at
from common.files.download_names import attachment
from common.forms.fields import add_error
from common.forms.screens import show_form

CAMERA = "camera=(self)"
NOT_STORED = "private, no-store"


@organisers_only
@require_safe
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """The page without its list, which a service worker stores on the device."""
    found = session_at(pk)
    context = {
        "session": found,
        "form": AddPersonForm(),
        "is_open": found.cancelled_at is None and timezone.now() >= check_ins.opens_at(found),
        "expires_at": int(expires_at(found).timestamp() * 1000),
    }
    response = render(request, "campaign/training/attendance/check_in.html", context)
    response["Permissions-Policy"] = CAMERA
    return response


@organisers_only
@require_safe
def check_in_list(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    return _answer(request, list_of(found))


@require_POST
@organisers_only
def check_in_acts(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes what a device sends, however often it sends it; answers with the list as it is then."""
    found = session_at(pk)
    now = timezone.now()
    try:
        refused = check_ins.note(found, acts_in(request.POST.get("acts", ""), at=now), by=actor(request), at=now)
    except ValidationError as refusal:
        return JsonResponse({"problem": refusal.messages[0]}, status=422)
    return _answer(request, list_of(found) | {"refused": {str(key): words for key, words in refused.items()}})


def _answer(request: HttpRequest, listed: dict[str, object]) -> HttpResponse:
    """With a token for the next post: that of the page may be older than the session."""
    return JsonResponse(listed | {"token": get_token(request)}, headers={"Cache-Control": NOT_STORED})


@organisers_only
@require_safe
def check_in_worker(request: HttpRequest, pk: int) -> HttpResponse:
    """The service worker: it may store what lies below its own address, and so it stands here."""
    session_at(pk)
    script = (settings.PUBLICATION_ASSETS / "check-in-worker.js").read_bytes()
    return HttpResponse(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


# Afterwards: who came, with boxes to tick; names that were typed at the door; the table for a spreadsheet.


@organisers_only
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Who came: a box for each who has a seat. POST saves, also everybody at once."""
    found = session_at(pk)
    form = AttendanceForm(request.POST if request.method == "POST" else None, session=found, rows=sheet_rows(found))
    if request.method == "POST" and form.is_valid():
        try:
            with form.unchanged():
                _save(request, found, form)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("training:attendance", pk)
    return show_form(request, form, "campaign/training/attendance/attendance.html", _context(found, form))


def _save(request: HttpRequest, session: TrainingSession, form: AttendanceForm) -> None:
    """Only what differs is an act; whoever is there already stays there since when she came."""
    there = form.row_values(session)["came"]
    everybody = {key for key, _label in form.fields["came"].choices}  # type: ignore[attr-defined]
    chosen = everybody if request.POST.get("act") == "everybody" else form.cleaned_data["came"]
    now = timezone.now()
    acts = [
        check_ins.CheckInAct(key=uuid4(), at=now, is_in=key in chosen, registration=int(key))
        for key in sorted(chosen ^ there)
    ]
    refused = check_ins.note(session, acts, by=actor(request), at=now)
    if refused:
        raise ValidationError([*refused.values()])
    note_guests(session, form.cleaned_data["guest_count"], by=actor(request))


def _context(session: TrainingSession, form: AttendanceForm) -> dict[str, Any]:
    return {
        "session": session,
        "form": form,
        "attendance": attendance_of(session),
        "unmatched": session.check_ins.filter(registration=None),
        "naming": AddPersonForm(),
        "is_open": session.cancelled_at is None and timezone.now() >= check_ins.opens_at(session),
    }


@require_POST
@organisers_only
def attendance_name(request: HttpRequest, pk: int, check_in: int) -> HttpResponse:
    """The name that was typed is this person's; or of somebody without an account, who counts as one of the others."""
    found = session_at(pk)
    names = found.check_ins.filter(registration=None).select_related("session")
    typed = get_object_or_404(names, pk=check_in)
    if request.POST.get("act") == "guest":
        check_ins.count_as_guest(typed, by=actor(request))
        messages.success(request, _("%(name)s is counted with the others.") % {"name": typed.name})
        return redirect("training:attendance", pk)
    form = AddPersonForm(request.POST)
    if form.is_valid():
        _match(request, typed, form.cleaned_data["person"])
    else:
        messages.error(request, str(form.errors["person"][0]))
    return redirect("training:attendance", pk)


def _match(request: HttpRequest, typed: CheckIn, person: User) -> None:
    try:
        check_ins.match(typed, person, by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("%(name)s was there.") % {"name": person})


@organisers_only
@require_safe
def attendance_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet, to be signed before or with times afterwards."""
    found = session_at(pk)
    made = attendance_sheet(found)
    if made is None:
        messages.error(
            request, _("The sheet could not be made just now. Ask for it again in a moment, or take the table.")
        )
        return redirect("training:attendance", pk)
    headers = {
        "Content-Disposition": _file_name(found, "pdf"),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@organisers_only
@require_safe
def attendance_csv(request: HttpRequest, pk: int) -> HttpResponse:
    found = session_at(pk)
    headers = {
        "Content-Disposition": _file_name(found, "csv"),
        "Cache-Control": "private, no-store",
    }
    return HttpResponse("".join(csv_lines(found)), content_type="text/csv; charset=utf-8", headers=headers)


def _file_name(session: TrainingSession, ending: str) -> str:
    return attachment(_("Attendance: %(title)s") % {"title": session.title}, session.day, ending=ending)

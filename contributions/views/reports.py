"""Screens of what readers report to the editors."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.access import actor, contributors_only, editors_only, signed_in_only
from accounts.models import User
from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from common.paging import decode_cursor, parse_int
from contributions.comments.models import Comment
from contributions.moderation import first_contributions
from contributions.moderation.reports import KINDS, LONGEST, AlreadySettled, Report
from contributions.pages.models import Page
from contributions.questions.models import Question
from drafts import autosave
from drafts.sent_forms import accepted

if TYPE_CHECKING:
    from contributions.moderation.reports import Reportable


# The form of a report, and the line with which editors settle it.


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("What is not right?"),
        choices=Report.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is not right.")},
    )
    words = CleanCharField(
        label=gettext_lazy("In a few words, for the editors"),
        required=False,
        max_length=LONGEST,
        help_text=gettext_lazy("They alone read it, and they alone know that it comes from you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SettleForm(forms.Form):
    outcome = CleanCharField(
        label=gettext_lazy("What became of it"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One line, which whoever reported it is sent."),
    )


# From an address to what is reported: only what the reader may read herself.


def thing_at(kind: str, key: str, reader: access.Person) -> Reportable:
    """A page, contribution or question by its number, a person by her handle; raises Http404."""
    if kind not in KINDS:
        raise Http404
    found = _person(key) if kind == "person" else _numbered(kind, key, reader)
    if found is None:
        raise Http404
    return found


def _person(handle: str) -> User | None:
    return None if "\0" in handle else User.objects.by_handle(handle).filter(is_active=True).first()


def _numbered(kind: str, key: str, reader: access.Person) -> Page | Comment | Question | None:
    if parse_int(key) is None:
        return None
    if kind == "page":
        return Page.objects.visible_to(reader).narrow().select_related("theme").filter(pk=key).first()
    if kind == "comment":
        rows = Comment.objects.visible_to(reader).select_related("author", "theme", "page__theme")
        return rows.filter(pk=key).first()
    return Question.objects.visible_to(reader).select_related("theme").filter(pk=key).first()


# Reporting something, reading what became of it, and, for the editors, the reports to settle.


ROWS = 30
NOT_SENT = 422


@contributors_only
def report(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Tells the editors about a page, a contribution, a question or a person; the second time adds nothing."""
    what = thing_at(kind, key, request.user)
    # A person's key in the database would lead from the name that she went by to the anonymous colleague that she is.
    draft_key = f"report:{kind}:{getattr(what, 'handle', what.pk)}"
    form = ReportForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, draft_key))

    def send() -> Report:
        with first_contributions.counted(actor(request), "report"):
            return Report.objects.report(what, by=actor(request), **form.cleaned_data)

    if sent := accepted(request, form, send):
        return redirect("contributions:report_status", sent.result.pk)
    context = {"what": what, "kind": kind, "draft_key": draft_key}
    return show_form(request, form, "contributions/reports/report.html", context)


@signed_in_only
def report_status(request: HttpRequest, pk: int) -> HttpResponse:
    """Her own report, and what became of it. It repeats nothing of what was reported: that may be hidden by now."""
    found = get_object_or_404(Report, pk=pk)
    if found.by_id != actor(request).pk:
        raise PermissionDenied
    return render(request, "contributions/reports/status.html", {"report": found})


@editors_only
def reports(request: HttpRequest) -> HttpResponse:
    """Those to settle, the newest first; with `?settled`, those that are. `?before=` pages them by key."""
    is_settled = "settled" in request.GET
    key = decode_cursor(request.GET.get("before", ""))
    found = list(_rows(is_settled, key)[: ROWS + 1])
    context = {
        "reports": found[:ROWS],
        "is_settled": is_settled,
        "is_first": not key,
        "next_query": _query_after(found[ROWS - 1], is_settled) if len(found) > ROWS else "",
    }
    return render(request, "contributions/reports/reports.html", context)


def _rows(is_settled: bool, key: tuple[datetime, int] | None) -> Any:
    rows = Report.objects.for_lists()
    if is_settled:
        rows = rows.settled().last_settled_first()
        return rows.settled_before(*key) if key else rows
    rows = rows.open().newest_first()
    return rows.older_than(*key) if key else rows


def _query_after(last: Report, is_settled: bool) -> str:
    moment = last.settled_at if is_settled and last.settled_at else last.created_at
    return urlencode(({"settled": "1"} if is_settled else {}) | {"before": f"{moment.isoformat()}~{last.pk}"})


@editors_only
def report_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """One report by itself, with what can be done about it; POST settles it."""
    one = get_object_or_404(Report.objects.for_lists(), pk=pk)
    key = f"report:{one.pk}:settle"
    form = SettleForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    if form.is_valid():
        try:
            one.settle(outcome=form.cleaned_data["outcome"], by=actor(request))
        except AlreadySettled as error:
            messages.info(request, error.messages[0])
            return redirect("contributions:report_settle", pk)
        except ValidationError as error:
            add_error(form, error)
        else:
            autosave.sent(request)
            messages.success(request, _("Settled. The person who reported it is told."))
            return redirect("contributions:reports")
    context = {"report": one, "draft_key": key}
    return show_form(request, form, "contributions/reports/settle.html", context)

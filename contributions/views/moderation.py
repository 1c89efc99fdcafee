"""The screens of moderation."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, may_stop
from accounts.models import User
from accounts.people.picking import PersonField
from common.forms.fields import CleanCharField, MomentField, near
from common.forms.screens import show_form
from common.paging import decode_cursor, encode_cursor, parse_int
from contributions.moderation.rolling_back.models import RollBack, RollBackEffect, RollBackState
from contributions.moderation.rolling_back.requesting import confirm, has_stalled, request_roll_back, resume
from contributions.moderation_log import LogAction, LogEntry, LogQuerySet
from contributions.revision_hiding import REASON_LENGTH
from contributions.views.contributors import person_at
from contributions.views.recent_changes import PersonFilter, beginning_of, period_field
from drafts import autosave
from drafts.sent_forms import accepted

# The forms of moderation.


A_DAY = timedelta(days=1)


class StopForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("The editors read it in the log, which nobody can change."),
    )


class RollBackForm(forms.Form):
    """Of which period, and why."""

    since = MomentField(label=gettext_lazy("From"), validators=[near(years_back=30)])
    until = MomentField(label=gettext_lazy("Until"), validators=[near(years_back=30)])
    reason = CleanCharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("It stands beside each version that is made, where everybody reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime().replace(second=0, microsecond=0)
        for name, moment in (("since", now - A_DAY), ("until", now + timedelta(minutes=1))):
            self.initial.setdefault(name, moment)


# The log, as the editors read it.


LOG_ROWS = 50


class LogFilter(PersonFilter):
    act = forms.ChoiceField(
        label=gettext_lazy("Act"), choices=[("", gettext_lazy("Everything")), *LogAction.choices], required=False
    )
    person = PersonField()
    period = period_field()

    def entries(self) -> LogQuerySet:
        """What the filter asks for; nothing for a person whom nobody knows."""
        rows = LogEntry.objects.for_lists().newest_first()
        if act := self.value("act"):
            rows = rows.filter(act=act)
        if self.value("person"):
            person = self.chosen_person
            rows = rows.concerning(person) if person else rows.none()
        since = beginning_of(self.value("period") or "")
        return rows.filter(at__gte=since) if since else rows


@editors_only
def log(request: HttpRequest) -> HttpResponse:
    """Who did what to what, when and why, the newest first; `?before=` pages it by key."""
    form = LogFilter(request.GET)
    rows = form.entries()
    if before := decode_cursor(request.GET.get("before", "")):
        rows = rows.older_than(*before)
    found = list(rows[: LOG_ROWS + 1])
    last = found[LOG_ROWS - 1] if len(found) > LOG_ROWS else None
    context: dict[str, Any] = {"form": form, "days": by_day(found[:LOG_ROWS]), "is_first": before is None}
    if last:
        context["next_query"] = urlencode(form.as_query() | {"before": encode_cursor(last.at, last.pk)})
    return render(request, "contributions/moderation/log.html", context)


def by_day(entries: list[LogEntry]) -> list[tuple[date, list[LogEntry]]]:
    days = groupby(entries, lambda entry: timezone.localdate(entry.at))
    return [(day, list(of_the_day)) for day, of_the_day in days]


# Taking back what a person did in a period: asking, looking at the list, confirming it, watching it being done.


ROWS = 100


@editors_only
def person_roll_back(request: HttpRequest, handle: str) -> HttpResponse:
    """Of which period, and why: then the list is made, and nothing is changed yet."""
    person = person_who_may_be_stopped(request, handle)
    key = f"person:{person.handle}:roll-back"
    form = RollBackForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    if done := accepted(request, form, lambda: request_roll_back(person, by=actor(request), **form.cleaned_data)):
        return redirect(done.result)
    context = {"person": person, "draft_key": key}
    return show_form(request, form, "contributions/moderation/person_roll_back.html", context)


@editors_only
def roll_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, and how far it is; what htmx asks for while the worker is at it is that part of the page."""
    asked = roll_back_at(pk)
    is_part = bool(getattr(request, "htmx", False))
    name = "contributions/moderation/_roll_back.html" if is_part else "contributions/moderation/roll_back.html"
    response = render(request, name, context_of(asked, request))
    if is_part:
        response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["HX-Request"])
    return response


def roll_back_at(pk: int) -> RollBack:
    return get_object_or_404(RollBack.objects.select_related("person", "by"), pk=pk)


def context_of(asked: RollBack, request: HttpRequest) -> dict[str, Any]:
    numbers = asked.steps.counted()
    only, after = request.GET.get("kind", ""), request.GET.get("after", "")
    chosen = [kind for kind in RollBackEffect if not only or kind == only]
    beginning = (parse_int(after) or 0) if only else 0
    return {
        "asked": asked,
        "has_stalled": has_stalled(asked),
        "numbers": numbers,
        "to_do": numbers[RollBackEffect.UNDO] + numbers[RollBackEffect.HIDE],
        "looked_at": numbers[RollBackEffect.UNDO] + numbers[RollBackEffect.HIDE] + numbers[RollBackEffect.LEAVE],
        "lists": [list_of(asked, kind, numbers[kind], beginning) for kind in chosen if numbers[kind]],
        "token": asked.token() if asked.state == RollBackState.SHOWN else "",
        "may_confirm": asked.state == RollBackState.SHOWN and may_stop(request.user, asked.person),
    }


def list_of(asked: RollBack, kind: RollBackEffect, number: int, after: int) -> dict[str, Any]:
    """One part of the list: what is taken back, hidden, or left; ROWS at a time."""
    rows = list(asked.steps.filter(kind=kind, pk__gt=after).for_lists().order_by("pk")[: ROWS + 1])
    last = rows[ROWS - 1].pk if len(rows) > ROWS else None
    return {"kind": kind, "number": number, "steps": rows[:ROWS], "last": last}


@require_POST
@editors_only
def roll_back_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Has done what the list says; a list that has changed since it was shown is shown again."""
    asked = roll_back_at(pk)
    person_who_may_be_stopped(request, asked.person.handle)
    try:
        confirm(asked, by=actor(request), token=request.POST.get("token", ""))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect(asked)


@require_POST
@editors_only
def roll_back_drop(request: HttpRequest, pk: int) -> HttpResponse:
    asked = roll_back_at(pk)
    if asked.drop():
        messages.success(request, _("Nothing was changed."))
    return redirect(asked)


@require_POST
@editors_only
def roll_back_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """For one that stands still, since the worker was stopped in the middle of it."""
    asked = roll_back_at(pk)
    resume(asked)
    return redirect(asked)


# Stopping somebody's account, and opening it again.


def person_who_may_be_stopped(request: HttpRequest, handle: str) -> User:
    """Raises Http404, or PermissionDenied for somebody whose account the reader may not stop."""
    person = person_at(handle)
    if not may_stop(request.user, person):
        raise PermissionDenied
    return person


@editors_only
def person_stop(request: HttpRequest, handle: str) -> HttpResponse:
    """Nobody signs in to the account any more. What the person wrote stays where it is."""
    person = person_who_may_be_stopped(request, handle)
    key = f"person:{person.handle}:stop"
    form = StopForm(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    if accepted(request, form, lambda: person.stop(reason=form.cleaned_data["reason"], by=actor(request))):
        messages.success(request, _("The account is stopped. You can open it again at any time."))
        return redirect("contributions:log")
    context = {"person": person, "draft_key": key}
    return show_form(request, form, "contributions/moderation/person_stop.html", context)


@require_POST
@editors_only
def person_restart(request: HttpRequest, handle: str) -> HttpResponse:
    try:
        person_who_may_be_stopped(request, handle).restart(by=actor(request))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The account is open again."))
    return redirect("contributions:log")

"""Taking back what a person did in a period: asking, looking at the list, confirming it, watching it being done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, may_stop
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.moderation.rolling_back.models import RollBack, RollBackEffect, RollBackState
from contributions.moderation.rolling_back.requesting import confirm, has_stalled, request_roll_back, resume
from contributions.views.moderation.forms import RollBackForm
from contributions.views.moderation.stopping import person_who_may_be_stopped
from drafts import autosave
from drafts.sent_forms import accepted

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

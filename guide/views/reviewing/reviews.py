"""From one state to the next: a review is asked for, a tip is approved or sent back; and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, others_who_edit
from common.forms.fields import add_error
from common.paging import parse_int
from drafts import autosave
from guide.reviewing import overview, steps
from guide.reviewing.errors import ReviewMoved
from guide.reviewing.forms import AskForm, SendBackForm
from guide.tips.models import Tip
from guide.views.lookup import get_tip

NOT_SAVED, CONFLICT = 422, 409


@editors_only
def tip_review_ask(request: HttpRequest, key: str) -> HttpResponse:
    tip, by = get_tip(key), actor(request)
    is_alone = not others_who_edit(by)

    def act(form: forms.Form) -> str:
        steps.ask_for_review(tip, by=by, due=form.cleaned_data["due"], note=form.cleaned_data["note"])
        if is_alone:
            return _("The tip is in review. Nobody else may approve it yet.")
        return _("The editors are told: somebody else reads it.")

    return _step(request, tip, AskForm, "ask", act, is_alone=is_alone)


@editors_only
def tip_review_send_back(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)

    def act(form: forms.Form) -> str:
        steps.send_back(tip, by=actor(request), note=form.cleaned_data["note"])
        return _("The tip is a draft again, and whoever wrote it is told why.")

    return _step(request, tip, SendBackForm, "send_back", act)


def _step(
    request: HttpRequest,
    tip: Tip,
    form_class: type[forms.Form],
    name: str,
    act: Callable[[forms.Form], str],
    **more: object,
) -> HttpResponse:
    """The question on a GET, the step on a POST; what was typed stays, whatever happens."""
    key = f"tip:{tip.pk}:review:{name}"
    form = form_class(request.POST if request.method == "POST" else None, initial=autosave.words(request, key))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            told = act(form)
        except ValidationError as refusal:
            add_error(form, refusal)
            status = CONFLICT if isinstance(refusal, ReviewMoved) else NOT_SAVED
        else:
            autosave.sent(request)
            messages.success(request, told)
            return redirect(tip)
    status = NOT_SAVED if form.errors and status == 200 else status
    context = {"tip": tip, "form": form, "draft_key": key, "draft_label": tip.title} | more
    return render(request, f"guide/review/{name}.html", context, status=status)


@editors_only
@require_POST
def tip_review_approve(request: HttpRequest, key: str) -> HttpResponse:
    """`version` is the one that was on the screen: another one has not been read."""
    tip = get_tip(key)
    seen = parse_int(request.POST.get("version", "")) or 0
    try:
        steps.approve(tip, by=actor(request), seen_version=seen)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Approved: this version goes into the guide."))
    return redirect(tip)


@editors_only
def reviews(request: HttpRequest) -> HttpResponse:
    """Every tip by how far its review is: those that wait first, the most urgent on top."""
    return render(
        request, "guide/review/reviews.html", {"groups": overview.by_state(), "broken": overview.broken_links()}
    )

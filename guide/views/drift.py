"""A drift, with the passage then and now, and what editors answer to it; and the list of all that wait for an answer."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import actor, editors_only
from common.forms.fields import CleanCharField, add_error
from common.forms.screens import show_form
from common.paging import decode_cursor, decode_score_cursor, encode_cursor, parse_int
from contributions.moderation import first_contributions
from drafts import autosave
from guide.desk.inbox import drift_detail
from guide.drift import answers
from guide.drift.answers import take_over
from guide.drift.models import AnsweredMeanwhile, Drift
from guide.self_check.forms import problems_of_self_check
from guide.sources.models import Source
from guide.tips.models import Tip
from guide.views.text_history import get_tip

ROWS = 30
NOT_ANSWERED = 422
ANSWERS = {Drift.Answer.TAKEN_OVER, Drift.Answer.KEPT, Drift.Answer.DISCUSSED}
TOLD = {
    Drift.Answer.TAKEN_OVER: gettext_lazy("The tip rests on the passage as it is now."),
    Drift.Answer.KEPT: gettext_lazy("The tip stays as it is. Everybody can read why."),
    Drift.Answer.DISCUSSED: gettext_lazy("Your words stand in the wiki, for everybody to answer."),
}


class DriftAnswerForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why, or what you would like to know"),
        required=False,
        max_length=answers.REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "class": "voice"}),
        help_text=gettext_lazy("Everybody can read it: beside the tip, or in the wiki where the passage stands."),
    )


@editors_only
def tip_drift(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """The passage then and now; POST answers: `answer`, the version that was `seen`, and, but for taking over, a `reason`."""
    tip = get_tip(key)
    drift = get_object_or_404(Drift.objects.of(tip).for_lists(), pk=pk)
    draft_key = f"drift:{drift.pk}"
    form = DriftAnswerForm(
        request.POST if request.method == "POST" else None, initial=autosave.words(request, draft_key)
    )
    if form.is_valid():
        try:
            comment = _answer(request, drift, form.cleaned_data["reason"])
        except AnsweredMeanwhile as late:
            messages.info(request, late.messages[0])
            return redirect(drift)
        except ValidationError as refusal:
            add_error(form, refusal)
            drift = Drift.objects.for_lists().get(pk=drift.pk)
        else:
            autosave.sent(request)
            messages.success(request, TOLD[comment])
            return redirect(tip)
    context = {"tip": tip, "drift": drift, "reading": drift_detail(drift), "draft_key": draft_key}
    return show_form(request, form, "guide/drift/drift.html", context)


def _answer(request: HttpRequest, drift: Drift, reason: str) -> Drift.Answer:
    """Raises AnsweredMeanwhile, ChangedAgain, ValidationError; the reason of a discussion is said in the wiki."""
    seen = parse_int(request.POST.get("seen", ""), digits=9) or 0
    answer = request.POST.get("answer", "")
    if answer not in ANSWERS:
        raise ValidationError(_("Choose an answer."), code="answer")
    if answer == Drift.Answer.TAKEN_OVER:
        answers.take_over(drift, by=actor(request), seen=seen)
    elif answer == Drift.Answer.KEPT:
        answers.dismiss(drift, reason=reason, by=actor(request), seen=seen)
    else:
        with first_contributions.counted(actor(request), "say"):
            answers.discuss(drift, reason=reason, by=actor(request), seen=seen)
    return Drift.Answer(answer)


@editors_only
def drifts(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, the oldest first; with `?quiet`, what only says the same otherwise. `?before=` pages by key."""
    is_quiet = "quiet" in request.GET
    key = decode_cursor(request.GET.get("before", ""))
    found = _rows(is_quiet, key)
    last = found[ROWS - 1] if len(found) > ROWS else None
    context = {
        "drifts": found[:ROWS],
        "is_quiet": is_quiet,
        "self_check": [] if is_quiet or key else problems_of_self_check(),
        "has_sources": bool(found) or Source.objects.exists(),
        "is_first": not key,
        "next_query": _query_after(last.noticed_at, last.pk, is_quiet) if last else "",
    }
    return render(request, "guide/drift/drifts.html", context)


def _rows(is_quiet: bool, key: tuple[datetime, int] | None) -> list[Drift]:
    rows = Drift.objects.wordings() if is_quiet else Drift.objects.grave()
    rows = rows.for_lists().oldest_first()
    return list((rows.younger_than(*key) if key else rows)[: ROWS + 1])


def _query_after(moment: datetime, pk: int, is_quiet: bool) -> str:
    return urlencode(({"quiet": "1"} if is_quiet else {}) | {"before": encode_cursor(moment, pk)})


# A tip that is edited because a source of it has changed: saving it answers the drift that the form names.


def named_drift(tip: Tip, name: str) -> Drift | None:
    """The open drift of this tip that is named "12~3": which one, and the version that was read."""
    named = decode_score_cursor(name)
    return Drift.objects.of(tip).open().for_lists().filter(pk=named[0]).first() if named else None


def answer_by_edit(tip: Tip, request: HttpRequest) -> str:
    """Answers the drift of this tip in `drift`; returns why not."""
    named = decode_score_cursor(request.POST.get("drift", ""))
    drift = named_drift(tip, request.POST.get("drift", ""))
    if named is None or drift is None:
        return ""
    try:
        take_over(drift, by=actor(request), seen=named[1])
    except ValidationError as refusal:
        return str(refusal.messages[0])
    return ""

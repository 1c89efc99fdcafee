"""An editor remarks on a sentence of a tip, or answers what was remarked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

import markup
from accounts.access import actor, editors_only
from contributions.moderation import throttle
from contributions.views.passages.selection import words_in
from drafts import autosave
from form_rules.fields import add_error
from guide.reviewing import remarks, sentences
from guide.reviewing.errors import AnsweredMeanwhile, WordsGone
from guide.reviewing.forms import RemarkAnswerForm, RemarkForm
from guide.reviewing.models import Remark
from guide.reviewing.sentences import TipSentence
from guide.texts import as_read
from guide.tips.models import Tip
from guide.views.lookup import get_tip
from pagination import parse_int

NOT_SAVED, CONFLICT = 422, 409


def passage_in(tip: Tip, query: QueryDict, *, since: datetime | None = None) -> TipSentence | None:
    """The sentence that an address or a form names: by its number in a version, or by words of it; with `since`, in no
    version that had been replaced by then.
    """
    number, version = parse_int(query.get("sentence", "")), parse_int(query.get("version", ""))
    if number is not None:
        return sentences.numbered_sentence(tip, tip.version if version is None else version, number, since=since)
    return sentences.selected_sentence(tip, **words_in(query))


def remark_form(
    tip: Tip, passage: TipSentence, data: QueryDict | None, typed: dict[str, Any] | None = None
) -> RemarkForm:
    """The words of the passage stand in it, to be changed."""
    first = {"version": tip.version, "sentence": passage.number, "replacement": passage.exact}
    return RemarkForm(data, initial=first | (typed or {}), passage=passage)


@editors_only
def tip_remark(request: HttpRequest, key: str) -> HttpResponse:
    """First the sentence, then the words about it."""
    tip = get_tip(key)
    query = request.POST if request.method == "POST" else request.GET
    passage = passage_in(tip, query)
    if passage is None:
        context = {"tip": tip, "passages": sentences.sentences_of(tip.body), "is_lost": bool(query)}
        return render(request, "guide/review/remark_choose.html", context)
    draft_key = f"tip:{tip.pk}:remark:{passage.anchor.key[:16]}"
    form = remark_form(tip, passage, request.POST or None, autosave.words(request, draft_key))
    if request.method == "POST" and form.is_valid():
        try:
            sent = form.cleaned_data
            words = {"body": sent["body"], "replacement": sent["replacement"], "version": sent["version"]}
            with throttle.counted(actor(request), "remark"):
                said = remarks.remark(tip, about=passage.anchor, by=actor(request), **words)
        except ValidationError as refusal:
            add_error(form, refusal)
        else:
            autosave.sent(request)
            messages.success(request, _("Your remark stands beside the tip."))
            return redirect(f"{tip.get_absolute_url()}#remark-{said.pk}")
    context = {"tip": tip, "form": form, "passage": passage, "draft_key": draft_key, "draft_label": tip.title}
    return render(request, "guide/review/remark.html", context, status=NOT_SAVED if form.errors else 200)


@editors_only
def tip_remark_answer(request: HttpRequest, key: str, remark: int) -> HttpResponse:
    """Its words beside those of the tip, and three answers: taken over, refused, dealt with."""
    tip = get_tip(key)
    found = get_object_or_404(tip.remarks.with_people(), pk=remark)
    draft_key = f"tip:{tip.pk}:remark:{found.pk}:answer"
    form = RemarkAnswerForm(request.POST or None, initial=autosave.words(request, draft_key))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            told = _answer(request, found, form)
        except ValidationError as refusal:
            add_error(form, refusal)
            is_conflict = isinstance(refusal, (AnsweredMeanwhile, WordsGone))
            status = CONFLICT if is_conflict else NOT_SAVED
            found, tip = get_object_or_404(tip.remarks.with_people(), pk=found.pk), get_tip(f"id-{tip.pk}")
        else:
            autosave.sent(request)
            messages.success(request, told)
            return redirect(f"{tip.get_absolute_url()}#review")
    context = _context_of(tip, found) | {"form": form, "draft_key": draft_key, "draft_label": tip.title}
    return render(request, "guide/review/remark_answer.html", context, status=status)


def _context_of(tip: Tip, remark: Remark) -> dict[str, Any]:
    """`now` are the words of today where they are no longer those that the remark is about."""
    is_there = remark.exact in tip.body
    now = "" if is_there else remarks.words_now(remark, tip.body)
    return {"tip": tip, "remark": remark, "is_there": is_there, "now": now, "now_words": as_read(now)}


def _answer(request: HttpRequest, remark: Remark, form: RemarkAnswerForm) -> str:
    """Returns what is said of it."""
    by, words = actor(request), form.cleaned_data["answer"]
    match request.POST.get("act"):
        case "take":
            now = request.POST.get("instead_of")
            remarks.take_over(remark, by=by, instead_of=markup.clean_text(now) if now else None)
            return _("The suggested words stand in the tip.")
        case "refuse":
            remarks.refuse(remark, by=by, why=words)
            return _("The suggestion is refused, and whoever made it reads why.")
        case "done":
            remarks.deal_with(remark, by=by, answer=words)
            return _("The remark is dealt with.")
    raise ValidationError(_("Choose one of the answers."), code="no_act")

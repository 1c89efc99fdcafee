"""An editor remarks on a tip, or on a text of a course, sentence by sentence; or answers what was remarked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.moderation import first_contributions
from contributions.views.passages import words_in
from drafts import autosave
from drafts.sent_forms import accepted
from guide.reviewing import remarks, sentences
from guide.reviewing.errors import AnsweredMeanwhile, WordsGone
from guide.reviewing.forms import RemarkAnswerForm, RemarkForm
from guide.reviewing.models import Remark, RemarkedText
from guide.reviewing.sentences import TextSentence
from guide.texts import as_read
from guide.views.text_history import get_tip

NOT_SAVED, CONFLICT = 422, 409


def passage_in(text: RemarkedText, query: QueryDict, *, since: datetime | None = None) -> TextSentence | None:
    """The sentence that an address or a form names: by its number in a version, or by words of it; with `since`, in no
    version that had been replaced by then.
    """
    number, version = parse_int(query.get("sentence", "")), parse_int(query.get("version", ""))
    if number is not None:
        return sentences.numbered_sentence(text, text.version if version is None else version, number, since=since)
    return sentences.selected_sentence(text, **words_in(query))


def remark_form(
    text: RemarkedText, passage: TextSentence, data: QueryDict | None, typed: dict[str, Any] | None = None
) -> RemarkForm:
    """The words of the passage stand in it, to be changed."""
    first = {"version": text.version, "sentence": passage.number, "replacement": passage.exact}
    can_suggest = remarks.takes_suggestions(text, passage.anchor)
    return RemarkForm(data, initial=first | (typed or {}), passage=passage, can_suggest=can_suggest)


@editors_only
def tip_remark(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)
    return show_remark(request, tip, back=tip.get_absolute_url())


@editors_only
def tip_remark_answer(request: HttpRequest, key: str, remark: int) -> HttpResponse:
    tip = get_tip(key)
    return show_answer(request, tip, remark, back=f"{tip.get_absolute_url()}#review")


def show_remark(request: HttpRequest, text: RemarkedText, *, back: str) -> HttpResponse:
    """First the sentence, then the words about it; sent, they stand on the screen `back`."""
    query = request.POST if request.method == "POST" else request.GET
    passage = passage_in(text, query)
    context: dict[str, Any] = {"text": text, "back": back, "came_from": query.get("from", "")[:20]}
    if passage is None:
        context |= {"passages": sentences.sentences_of(text.body), "is_lost": "exact" in query or "sentence" in query}
        return render(request, "guide/review/remark_choose.html", context)
    draft_key = f"{text._meta.model_name}:{text.pk}:remark:{passage.anchor.key[:16]}"
    form = remark_form(text, passage, request.POST or None, autosave.words(request, draft_key))
    if done := accepted(request, form, lambda: _remarked(request, text, passage, form)):
        messages.success(request, _("Your remark stands beside the text."))
        return redirect(f"{back}#remark-{done.result.pk}")
    context |= {"form": form, "passage": passage, "draft_key": draft_key, "draft_label": text.title}
    return show_form(request, form, "guide/review/remark.html", context)


def _remarked(request: HttpRequest, text: RemarkedText, passage: TextSentence, form: RemarkForm) -> Remark:
    sent = form.cleaned_data
    words = {"body": sent["body"], "replacement": sent.get("replacement"), "version": sent["version"]}
    with first_contributions.counted(actor(request), "remark"):
        return remarks.remark(text, about=passage.anchor, by=actor(request), **words)


def show_answer(request: HttpRequest, text: RemarkedText, pk: int, *, back: str) -> HttpResponse:
    """Its words beside those of the text, and what can be answered: taken over, refused, dealt with; or opened again."""
    found = get_object_or_404(text.remarks.with_people(), pk=pk)
    draft_key = f"{text._meta.model_name}:{text.pk}:remark:{found.pk}:answer"
    form = RemarkAnswerForm(request.POST or None, initial=autosave.words(request, draft_key))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            told = _answer(request, found, form)
        except ValidationError as refusal:
            add_error(form, refusal)
            is_conflict = isinstance(refusal, (AnsweredMeanwhile, WordsGone))
            status = CONFLICT if is_conflict else NOT_SAVED
            text.refresh_from_db()
            found = get_object_or_404(text.remarks.with_people(), pk=found.pk)
        else:
            autosave.sent(request)
            messages.success(request, told)
            return redirect(back)
    context = _context_of(found) | {"form": form, "draft_key": draft_key, "draft_label": text.title}
    return render(request, "guide/review/remark_answer.html", context, status=status)


def _context_of(remark: Remark) -> dict[str, Any]:
    """`now` are the words of today where they are no longer those that the remark is about."""
    text = remark.text
    now = "" if remark.is_in_place else remarks.words_now(remark, text.body)
    return {"text": text, "remark": remark, "now": now, "now_words": as_read(now)}


def _answer(request: HttpRequest, remark: Remark, form: RemarkAnswerForm) -> str:
    """Returns what is said of it."""
    by, words = actor(request), form.cleaned_data["answer"]
    match request.POST.get("act"):
        case "take":
            now = request.POST.get("instead_of")
            remarks.take_over(remark, by=by, instead_of=markup.clean_text(now) if now else None)
            return _("The suggested words stand in the text.")
        case "refuse":
            remarks.refuse(remark, by=by, why=words)
            return _("The suggestion is refused, and whoever made it reads why.")
        case "done":
            remarks.deal_with(remark, by=by, answer=words)
            return _("The remark is dealt with.")
        case "reopen":
            remarks.reopen(remark, by=by)
            return _("The remark waits for an answer again.")
    raise ValidationError(_("Choose one of the answers."), code="no_act")

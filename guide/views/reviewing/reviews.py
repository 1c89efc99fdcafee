"""From one state to the next: a review is asked for, a tip is approved or sent back; and the list of all of them.

An editor remarks on a tip, or on a text of a course, sentence by sentence; or answers what was remarked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, others_who_edit, signed_in_only
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from contributions.moderation import first_contributions
from contributions.views.passages import words_in
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import name_removal
from guide.publication import pictures
from guide.reviewing import consents, overview, remarks, steps
from guide.reviewing.forms import AskForm, LinkForm, RemarkAnswerForm, RemarkForm, SendBackForm, day_choices
from guide.reviewing.models import Consent, Remark, RemarkedText, ReviewLink
from guide.reviewing.querysets import AnsweredMeanwhile, ReviewMoved, WordsGone
from guide.reviewing.remarks import TextSentence
from guide.texts import as_read
from guide.tips.models import Tip
from guide.views.text_history import get_tip

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


# Whoever is quoted reads her sentence in its tip, under her name, and agrees or refuses.


@signed_in_only
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Consent.objects.select_related("tip__theme", "tip__quoted_person", "asked_by", "person")
    asked = get_object_or_404(rows, pk=pk)
    if asked.person_id != actor(request).pk:
        raise PermissionDenied
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in {"agree", "refuse"}:
        try:
            consents.answer(
                asked, by=actor(request), agrees=answer == "agree", is_printed=name_removal.is_printed(asked)
            )
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _success_message(agrees=answer == "agree"))
        return redirect("guide:consent", pk=asked.pk)
    is_out = name_removal.is_printed(asked)
    text = pictures.in_words(asked.tip.body_html)  # a picture of a tip is for editors until it is published
    context = {"consent": asked, "tip": asked.tip, "text": text, "is_out": is_out}
    context["still_stands"] = is_out or consents.is_about(asked, asked.tip)
    return render(request, "guide/review/consent.html", context)


def _success_message(*, agrees: bool) -> str:
    if agrees:
        return _("Thank you. Your sentence is printed with the next edition.")
    return _("Your sentence is not printed. The editors are told.")


# The links that let reviewers without an account read one tip: made, prolonged, withdrawn.


@never_cache
@editors_only
def tip_review_links(request: HttpRequest, key: str) -> HttpResponse:
    """The answer to a form that made a link shows its address: it is stored nowhere, and never shown again."""
    tip = get_tip(key)
    form = LinkForm(request.POST or None, initial=autosave.words(request, _key(tip)))
    if made := accepted(request, form, lambda: ReviewLink.objects.make(tip, by=actor(request), **form.cleaned_data)):
        link, token = made.result
        address = request.build_absolute_uri(reverse("guide:review_by_link", args=[token]))
        return _show(request, tip, LinkForm(), made=link, address=address)
    return _show(request, tip, form)


def _key(tip: Tip) -> str:
    return f"tip:{tip.pk}:review:link"


def _show(
    request: HttpRequest, tip: Tip, form: LinkForm, *, made: ReviewLink | None = None, address: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"tip": tip, "made": made, "address": address, "day_choices": day_choices()}
    context |= {"links": tip.review_links.select_related("made_by"), "draft_key": _key(tip), "draft_label": tip.title}
    return show_form(request, form, "guide/review/links.html", context)


@editors_only
@require_POST
def tip_review_link(request: HttpRequest, key: str, link: int) -> HttpResponse:
    """`act` is "revoke", or "prolong" with `days`."""
    tip = get_tip(key)
    found = get_object_or_404(tip.review_links, pk=link)
    try:
        if request.POST.get("act") == "revoke":
            found.revoke()
            messages.success(request, _("The link of “%(name)s” opens nothing any more.") % {"name": found.name})
        else:
            found.prolong(days=parse_int(request.POST.get("days", ""), digits=3) or 0)
            messages.success(request, _("The link of “%(name)s” stays open.") % {"name": found.name})
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(tip.screen_url("review/links"))


def passage_in(text: RemarkedText, query: QueryDict, *, since: datetime | None = None) -> TextSentence | None:
    """The sentence that an address or a form names: by its number in a version, or by words of it; with `since`, in no
    version that had been replaced by then.
    """
    number, version = parse_int(query.get("sentence", "")), parse_int(query.get("version", ""))
    if number is not None:
        return remarks.numbered_sentence(text, text.version if version is None else version, number, since=since)
    return remarks.selected_sentence(text, **words_in(query))


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
        context |= {"passages": remarks.sentences_of(text.body), "is_lost": "exact" in query or "sentence" in query}
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

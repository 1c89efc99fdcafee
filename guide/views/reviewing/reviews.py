"""From one state to the next: a review is asked for, a tip is approved or sent back; and the list of all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, others_who_edit, signed_in_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.paging import parse_int
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import name_removal
from guide.publication import pictures
from guide.reviewing import consents, overview, steps
from guide.reviewing.errors import ReviewMoved
from guide.reviewing.forms import AskForm, LinkForm, SendBackForm, day_choices
from guide.reviewing.models import Consent, ReviewLink
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

"""An edition in proof goes out: now, once that is confirmed, or at a day and a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common import markup
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.words.language_names import name_in_sentence, name_of_language
from common.words.text_lists import with_and
from common.words.time_zones import site_clock
from drafts import autosave
from drafts.sent_forms import accepted
from guide.editions import AlreadyPublished, Edition, EditionStep, FreePlaces
from guide.editions.errata import FrozenPassage, passages_of
from guide.editions.lifecycle_forms import (
    ErratumForm,
    FreePlacesForm,
    ProofForm,
    PublishForm,
    ScheduleForm,
    TakeInForm,
    WhyForm,
    WithdrawForm,
)
from guide.editions.proof import checklist
from guide.editions.proof.changes import Changed, Objections, changes_since
from guide.editions.record import free_places
from guide.editions.scheduling import scheduled_by
from guide.views.editions import edition_or_404


@editors_only
def edition_publish(request: HttpRequest, number: int) -> HttpResponse:
    """What goes out, the way to publish it now, and the day and the time at which it comes out by itself. Not before proof."""
    found = edition_or_404(number)
    if answer := _not_now(request, found):
        return answer
    if "cancel" in request.POST:
        return _cancelled(request, found)
    key, free = f"edition:{found.pk}:publish", free_places(found)
    sent = request.POST if request.method == "POST" else None
    form = ScheduleForm(sent, free=free, edition=found, draft=autosave.words(request, key))
    if form.is_valid() and (answer := _scheduled(request, found, form)):
        return answer
    context = {"edition": found, "free": free, "draft_key": key, "guides": found.documents}
    context |= {"scheduled_by": scheduled_by(found), "failed": _failure(found), "clock": site_clock()}
    return show_form(request, form, "guide/editions/publish.html", context)


@editors_only
def edition_publish_now(request: HttpRequest, number: int) -> HttpResponse:
    """Asks whether this edition goes out in these languages; publishes it where that is confirmed. Of two who publish at
    once, one is told that it is done.
    """
    found = edition_or_404(number)
    if answer := _not_now(request, found):
        return answer
    free = free_places(found)
    form = PublishForm(request.POST if request.method == "POST" else None, free=free)
    if form.is_valid() and (answer := _published(request, found, form)):
        return answer
    languages = [name_in_sentence(language) for language in found.documents]
    context = {"edition": found, "free": free, "how_many": len(languages), "seen": found.state_of_proof}
    context["named"] = with_and(languages)
    return show_form(request, form, "guide/editions/publish_now.html", context)


def _not_now(request: HttpRequest, edition: Edition) -> HttpResponse | None:
    """Where an edition leads that is out already, or not yet in proof."""
    if edition.is_out:
        if request.method == "POST":
            messages.warning(request, AlreadyPublished().messages[0])
        return redirect("guide:edition", edition.number)
    if not edition.is_in_proof:
        messages.info(request, _("An edition goes to proof first: what is left to do is listed here."))
        return redirect("guide:edition_proof", edition.number)
    return None


def _scheduled(request: HttpRequest, edition: Edition, form: ScheduleForm) -> HttpResponse | None:
    def schedule() -> str:
        accepts = form.cleaned_data["accept_free_places"]
        with form.unchanged():
            edition.schedule(form.moment, by=actor(request), accept_free_places=accepts)
        autosave.sent(request)
        return _("It will be published automatically.")

    return _answer(request, form, schedule, leads_to=redirect("guide:edition_publish", edition.number))


def _published(request: HttpRequest, edition: Edition, form: PublishForm) -> HttpResponse | None:
    def publish() -> str:
        edition.publish(by=actor(request), from_proof=True, **form.cleaned_data)
        if Edition.objects.readable().filter(pk=edition.pk).exists():
            return _("Edition %(number)s is out.") % {"number": edition.number}
        words = _("Edition %(number)s is published: readers get it as soon as all its files are made.")
        return words % {"number": edition.number}

    return _answer(request, form, publish, leads_to=redirect("guide:edition", edition.number))


def _answer(
    request: HttpRequest, form: FreePlacesForm, act: Callable[[], str], *, leads_to: HttpResponse
) -> HttpResponse | None:
    """Does what was asked, says what `act` returns, and leads on; None where it was refused, which stands in the form."""
    try:
        messages.success(request, act())
    except AlreadyPublished as refusal:
        messages.warning(request, refusal.messages[0])
    except ValidationError as refusal:
        add_error(form, refusal, field="accept_free_places" if isinstance(refusal, FreePlaces) else None)
        return None
    return leads_to


def _cancelled(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        edition.unschedule(by=actor(request))
    except AlreadyPublished as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, _("The scheduled publication is cancelled."))
    return redirect("guide:edition_publish", edition.number)


def _failure(edition: Edition) -> EditionStep | None:
    """Why it did not come out when it was due."""
    if edition.publish_at is None:
        return None
    return edition.steps.filter(what=EditionStep.What.NOT_OUT, at__gte=edition.publish_at).first()


# The edition in preparation goes to proof, and back; what has changed since is taken in, or waits.


@editors_only
def edition_proof(request: HttpRequest, number: int) -> HttpResponse:
    """Before it, what is still to be done, each with the way there, or why the guide goes on without it; then, what has
    changed since. `back` takes it back, `take_in` takes in what it names.
    """
    found = edition_or_404(number)
    if found.is_out:
        return redirect("guide:edition", number)
    return _in_proof(request, found) if found.is_in_proof else _before(request, found)


def _before(request: HttpRequest, edition: Edition) -> HttpResponse:
    key = f"edition:{edition.pk}:proof"
    sent = request.POST if request.method == "POST" and "back" not in request.POST else None
    form = ProofForm(sent, initial=autosave.words(request, key))
    if form.is_valid():
        try:
            edition.take_to_proof(by=actor(request), unread_reason=form.unread_reason, reasons=form.reasons)
        except ValidationError as refusal:
            add_error(form, refusal)
            form.checks = getattr(refusal, "checks", [])
        else:
            autosave.sent(request)
            messages.success(request, _("Edition %(number)s is in proof.") % {"number": edition.number})
            return redirect("guide:edition_proof", edition.number)
    form.checks = form.checks or checklist(edition)
    context = {"edition": edition, "draft_key": key}
    return show_form(request, form, "guide/editions/proof/proof.html", context)


def _in_proof(request: HttpRequest, edition: Edition) -> HttpResponse:
    wanted = request.POST.get("take_in", "")
    form = TakeInForm(request.POST if wanted else None)
    try:
        if "back" in request.POST:
            edition.back_from_proof(by=actor(request))
            messages.success(request, _("The edition is in preparation again."))
            return redirect("guide:edition_proof", edition.number)
        if accepted(request, form, lambda: edition.take_in(wanted, by=actor(request), **form.cleaned_data)):
            messages.success(request, _("It is in the proof now."))
            return redirect("guide:edition_proof", edition.number)
    except ValidationError as refusal:
        if not form.is_bound:
            messages.warning(request, refusal.messages[0])
            return redirect("guide:edition_proof", edition.number)
        add_error(form, refusal)
    taken = edition.steps.filter(what=EditionStep.What.TAKEN_IN, at__gte=edition.proof_at).select_related("by")
    objections = Objections(edition, edition.documents)
    rows = [
        (*_row(request, edition, change, form, wanted), objections.to(change.key)) for change in changes_since(edition)
    ]
    context = {"edition": edition, "wanted": wanted, "rows": rows, "taken_in": taken}
    return show_form(request, form, "guide/editions/proof/in_proof.html", context)


def _row(
    request: HttpRequest, edition: Edition, change: Changed, sent: TakeInForm, wanted: str
) -> tuple[Changed, TakeInForm, str]:
    """A change, the form that takes it in, and the key of its draft."""
    key = f"edition:{edition.pk}:take-in:{change.key}"
    if wanted == change.key:
        return change, sent, key
    name = f"why-{change.key}-%s".replace(":", "-")
    return change, TakeInForm(auto_id=name, initial=autosave.words(request, key)), key


# What happens to an edition after it is out: errata, withdrawal, putting it back.


@editors_only
def edition_errata(request: HttpRequest, number: int) -> HttpResponse:
    """`?language=` (empty for all) and `?text=` choose the text; then the sentence, and what it should have said."""
    found = edition_or_404(number)
    if not found.is_published:
        return redirect("guide:edition", number)
    language = request.GET.get("language", found.language)
    passages = _passages(found, language)
    passage = passages.get(request.GET.get("text", ""))
    languages = [(code, name_of_language(code)) for code in found.languages]
    context: dict[str, Any] = {"edition": found, "language": language, "languages": languages, "passage": passage}
    context |= {"passages": passages.values(), "errata": found.errata.select_related("by")}
    return _erratum(request, found, language, passage, context) if passage else _choosing(request, context)


def _choosing(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    return render(request, "guide/editions/errata.html", context)


def _passages(edition: Edition, language: str) -> dict[str, FrozenPassage]:
    try:
        return passages_of(edition.guide_in(language or edition.language))
    except (LookupError, ValueError):
        return {}


def _erratum(
    request: HttpRequest, edition: Edition, language: str, passage: FrozenPassage, context: dict[str, Any]
) -> HttpResponse:
    key = f"edition:{edition.pk}:erratum:{language}:{passage.anchor}"
    sent = request.POST if request.method == "POST" else None
    spoken = language or edition.language
    form = ErratumForm(sent, passage=passage, language=spoken, initial=autosave.words(request, key))
    context |= {"form": form, "draft_key": key, "preview": ()}
    if form.is_valid():
        if "preview" in request.POST:
            context["preview"] = markup.word_changes(form.cleaned_data["was"], form.cleaned_data["now"])
            return render(request, "guide/editions/errata.html", context)
        values = {"language": language, "anchor": passage.anchor, **form.cleaned_data}
        if accepted(request, form, lambda: edition.correct(by=actor(request), **values)):
            messages.success(request, _("The erratum stands on the edition."))
            return redirect("guide:edition_errata", edition.number)
    return show_form(request, form, "guide/editions/errata.html", context)


@editors_only
def edition_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Takes a published edition away, with a notice; puts back one that was withdrawn, with a reason."""
    found = edition_or_404(number)
    if not found.is_out:
        return redirect("guide:edition", number)
    key = f"edition:{found.pk}:withdraw"
    sent, words = request.POST if request.method == "POST" else None, autosave.words(request, key)
    form = WhyForm(sent, initial=words) if found.is_withdrawn else WithdrawForm(sent, edition=found, initial=words)
    if done := accepted(request, form, lambda: _withdraw_or_put_back(found, form, request)):
        messages.success(request, done.result)
        return redirect("guide:edition", number)
    context = {"edition": found, "draft_key": key}
    return show_form(request, form, "guide/editions/withdraw.html", context)


def _withdraw_or_put_back(edition: Edition, form: WhyForm | WithdrawForm, request: HttpRequest) -> str:
    if isinstance(form, WhyForm):
        edition.reinstate(why=form.cleaned_data["why"], by=actor(request))
        return _("Its files are being made again: readers find it as soon as its page is there.")
    edition.withdraw(notice=form.cleaned_data["notice"], notices=form.notices, by=actor(request))
    return _("The edition is withdrawn: its readers find the notice.")

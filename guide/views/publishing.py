"""An edition in proof goes out: now, once that is confirmed, or at a day and a time."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.words.language_names import name_in_sentence
from common.words.text_lists import with_and
from common.words.time_zones import site_clock
from drafts import autosave
from guide.editions import AlreadyPublished, Edition, EditionStep, FreePlaces
from guide.editions.lifecycle_forms import FreePlacesForm, PublishForm, ScheduleForm
from guide.editions.publishing import free_places
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

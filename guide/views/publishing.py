"""An edition in proof goes out: now, or at a day and a time."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import actor, editors_only
from contributions.revision_screens import add_error
from drafts import keeping
from guide.edition_forms import PublishForm
from guide.editions import AlreadyPublished, Edition, EditionStep, FreePlaces
from guide.publishing import free_places
from guide.scheduling import scheduled_by
from guide.views.editions import get_edition


@editors_only
def edition_publish(request: HttpRequest, number: int) -> HttpResponse:
    """What goes out, then the act; of two who publish at once, one is told that it is done. Not before proof."""
    found = get_edition(number)
    if found.is_out:
        if request.method == "POST":
            messages.warning(request, AlreadyPublished().messages[0])
        return redirect("guide:edition", number)
    if not found.is_in_proof:
        messages.info(request, _("An edition goes to proof first: what is left to do stands here."))
        return redirect("guide:edition_proof", number)
    if "cancel" in request.POST:
        return _cancelled(request, found)
    key, free = f"edition:{found.pk}:publish", free_places(found)
    sent = request.POST if request.method == "POST" else None
    form = PublishForm(sent, free=free, edition=found, draft=keeping.words(request, key))
    if form.is_valid() and (answer := _answer(request, found, form)):
        return answer
    context = {"edition": found, "form": form, "free": free, "draft_key": key, "guides": found.documents}
    context |= {"scheduled_by": scheduled_by(found), "failed": _failure(found)}
    return render(request, "guide/edition_publish.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, edition: Edition, form: PublishForm) -> HttpResponse | None:
    """What was asked is done; None where it was refused."""
    accepts = form.cleaned_data["accept_free_places"]
    try:
        if form.is_later:
            edition.schedule(form.moment, by=actor(request), accept_free_places=accepts)
            messages.success(request, _("It comes out by itself."))
        else:
            edition.publish(by=actor(request), accept_free_places=accepts, from_proof=True)
            messages.success(request, _("Edition %(number)s is out.") % {"number": edition.number})
    except AlreadyPublished as refusal:
        messages.warning(request, refusal.messages[0])
    except FreePlaces as refusal:
        add_error(form, refusal, field="accept_free_places")
        return None
    except ValidationError as refusal:
        add_error(form, refusal)
        return None
    else:
        keeping.sent(request)
    return redirect("guide:edition_publish" if form.is_later else "guide:edition", edition.number)


def _cancelled(request: HttpRequest, edition: Edition) -> HttpResponse:
    try:
        edition.unschedule(by=actor(request))
    except AlreadyPublished as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(request, _("It no longer comes out by itself."))
    return redirect("guide:edition_publish", edition.number)


def _failure(edition: Edition) -> EditionStep | None:
    """Why it did not come out when it was due."""
    if edition.publish_at is None:
        return None
    return edition.steps.filter(what=EditionStep.What.NOT_OUT, at__gte=edition.publish_at).first()

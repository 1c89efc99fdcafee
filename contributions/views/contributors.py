"""A contributor's page, and the thanks that people give."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, contributors_only, readers_only
from accounts.models import User
from common.forms.way_back import is_of_this_site
from contributions.comments.models import Comment
from contributions.contributors.activity import ActivityKind, activity_of, outcomes_of
from contributions.contributors.models import Thanks, step_url
from contributions.contributors.querysets import Thankable
from contributions.moderation import throttle
from contributions.pages.models import Page
from contributions.revision_views import revision_or_404, version_in
from contributions.templatetags.people_tags import THANK_BUTTON, thank_button
from contributions.views.buttons import button_response
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page

# A contributor's page: who she is, as far as she shows it; what she did, and what became of it.


STOPPED = 404


@readers_only
def contributor(request: HttpRequest, handle: str) -> HttpResponse:
    """By her user name, or, for somebody who stays anonymous, by her alias alone. A stopped account has no page."""
    person = person_at(handle)
    if not person.is_active and not access.is_administrator(request.user):
        return render(request, "contributions/contributors/stopped.html", {"person": person}, status=STOPPED)
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActivityKind.values else ""
    before = request.GET.get("before", "")
    context = {
        "person": person,
        "is_own": person == request.user,
        "kind": kind,
        "kinds": ActivityKind.choices,
        "deeds": activity_of(person, request.user, kind, before),
        "outcomes": None if before else outcomes_of(person, request.user),
    }
    return render(request, "contributions/contributors/contributor.html", context)


def person_at(handle: str) -> User:
    """Raises Http404: also for the user name of somebody anonymous, and for an alias that was given up."""
    person = None if "\0" in handle else User.objects.by_handle(handle).first()
    if person is None:
        raise Http404
    return person


# Thanking: HTTP into the two verbs, and the button back.


@require_POST
@contributors_only
@on_page(merged="leads")
def page_thank(request: HttpRequest, page: Page) -> HttpResponse:
    """Thanks whoever made a version of the page; with thanks=0, not after all."""
    revision = revision_or_404(page, version_in(request.POST, "version"))
    refusal = give(request, revision)
    back = way_back(request, step_url(page, revision.version)).partition("#")[0]
    return answered(request, revision, page, f"{back}#version-{revision.version}", refusal)


@require_POST
@contributors_only
@on_comment
def comment_thank(request: HttpRequest, comment: Comment) -> HttpResponse:
    refusal = give(request, comment)
    return answered(request, comment, None, way_back(request, comment.place_url), refusal)


def give(request: HttpRequest, what: Thankable) -> str:
    """Gives or takes back as the form says; returns why not, in words, where it cannot be. What is so now is put on `what`."""
    by = actor(request)
    if request.POST.get("thanks") == "0":
        Thanks.objects.take_back(what, by=by)
        what.is_thanked = False  # type: ignore[union-attr]  # for its button
        return ""
    try:
        with throttle.counted(by, "thank"):
            Thanks.objects.thank(what, by=by)
    except ValidationError as refusal:
        return refusal.messages[0]
    what.is_thanked = True  # type: ignore[union-attr]
    return ""


def answered(request: HttpRequest, what: Thankable, page: Page | None, back: str, refusal: str) -> HttpResponse:
    """The button anew for htmx; else back to where it was pressed."""
    if getattr(request, "htmx", False):
        button = thank_button(what, page, shape=shape_in(request), back=back, refusal=refusal)
        return button_response(request, THANK_BUTTON, button)
    if refusal:
        messages.error(request, refusal)
    elif request.POST.get("thanks") != "0":
        messages.success(request, _("You have said thank you. Your colleague is told."))
    return HttpResponseRedirect(back)


def shape_in(request: HttpRequest) -> str:
    return "menu" if request.POST.get("shape") == "menu" else "button"


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The screen of this site that the form says it stands on."""
    back = request.POST.get("back", "")
    return back if is_of_this_site(back) else otherwise

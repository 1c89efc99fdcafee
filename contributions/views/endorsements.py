"""Screens and buttons of what is found useful.

Following, and the list of what one follows.

The answer to a press of a button: the button as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, readers_only, signed_in_only
from accounts.models import User
from common.paging import decode_cursor
from contributions.comments.models import Comment
from contributions.endorsements import Endorsable, Endorsement, endorsers_of, with_endorsements
from contributions.page_views import PageScore
from contributions.pages.models import Page
from contributions.passages import Passage
from contributions.questions.models import Question
from contributions.templatetags.watch_tags import SHAPES, WATCH_BUTTON, watch_button
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page, theme_at
from contributions.views.questions.question_detail import on_question
from contributions.watches.models import Watch
from contributions.watches.querysets import Watchable
from contributions.watches.watchlist import ROWS_OF, watchlist_of


def button_response(request: HttpRequest, template: str, button: Mapping[str, object]) -> HttpResponse:
    """Returns the answer to htmx: neither browsers nor proxies take it for a page."""
    response = render(request, template, button)
    patch_vary_headers(response, ["HX-Request"])
    response.headers["Cache-Control"] = "private, no-store"
    return response


# The screens that say who found something useful, or agrees with a passage.


@readers_only
@on_page()
def page_endorsers(request: HttpRequest, page: Page) -> HttpResponse:
    standing = PageScore.objects.filter(page_id=page.pk).first()
    readers = standing.readers if standing else 0
    return shown(request, page, page=page, theme=page.theme, readers=readers)


@readers_only
@on_comment
def comment_endorsers(request: HttpRequest, comment: Comment) -> HttpResponse:
    return shown(request, comment, page=comment.page, theme=comment.theme, comment=comment)


@readers_only
@on_page()
def passage_endorsers(request: HttpRequest, page: Page, passage: int) -> HttpResponse:
    found = get_object_or_404(Passage.objects.of(page), pk=passage)
    return shown(request, found, page=page, theme=page.theme, passage=found)


def shown(request: HttpRequest, what: Endorsable, **place: Any) -> HttpResponse:
    endorsers = endorsers_of(what, decode_cursor(request.GET.get("before", "")))
    return render(request, "contributions/endorsements/endorsers.html", {"what": what, "endorsers": endorsers} | place)


# Pressing “Useful”: HTTP into the two verbs, and the button back.


@require_POST
@contributors_only
@on_page()
def page_endorse(request: HttpRequest, page: Page) -> HttpResponse:
    """The page is useful, or, with useful=0, it is not after all."""
    refusal = give(request, page)
    if is_live(request):
        rows = with_endorsements(Page.objects.narrow().select_related("theme"), request.user)
        return button(request, rows.get(pk=page.pk), refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect(page)


@require_POST
@contributors_only
@on_comment
def comment_endorse(request: HttpRequest, comment: Comment) -> HttpResponse:
    refusal = give(request, comment)
    if is_live(request):
        return button(request, with_endorsements(Comment.objects.all(), request.user).get(pk=comment.pk), refusal)
    if refusal:
        messages.error(request, refusal)
    return HttpResponseRedirect(comment.place_url)


def give(request: HttpRequest, what: Endorsable) -> str:
    """Gives or takes back as the form says; returns why not, in words, where it cannot be."""
    change = Endorsement.objects.take_back if request.POST.get("useful") == "0" else Endorsement.objects.endorse
    try:
        change(what, by=actor(request))
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def button(request: HttpRequest, what: Endorsable, refusal: str) -> HttpResponse:
    return button_response(request, "contributions/buttons/useful.html", {"what": what, "refusal": refusal})


def is_live(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


# Pressing “Follow”: HTTP into the two verbs, and the button back.


@require_POST
@signed_in_only
@on_page()
def page_watch(request: HttpRequest, page: Page) -> HttpResponse:
    """The page is followed, or, with watch=0, no longer; so with what follows below."""
    return follow_and_answer(request, page, page.get_absolute_url())


@require_POST
@signed_in_only
def theme_watch(request: HttpRequest, theme: str) -> HttpResponse:
    the_theme = theme_at(theme)
    return follow_and_answer(request, the_theme, the_theme.get_absolute_url())


@require_POST
@signed_in_only
@on_comment
def comment_watch(request: HttpRequest, comment: Comment) -> HttpResponse:
    return follow_and_answer(request, comment.reply_to or comment, comment.place_url)


@require_POST
@signed_in_only
@on_question
def question_watch(request: HttpRequest, question: Question) -> HttpResponse:
    return follow_and_answer(request, question.first, question.first.get_absolute_url())


@require_POST
@signed_in_only
def person_watch(request: HttpRequest, handle: str) -> HttpResponse:
    person = None if "\0" in handle else User.objects.by_handle(handle).filter(is_active=True).first()
    if person is None:
        raise Http404
    return follow_and_answer(request, person, "")


def follow_and_answer(request: HttpRequest, what: Watchable, place: str) -> HttpResponse:
    """Follows or stops as the form says; the answer is the button, or for a browser without scripts the place itself."""
    refusal = follow_or_stop(request, what)
    shape = request.POST.get("shape", "")
    if getattr(request, "htmx", False):
        return answered(request, what, shape if shape in SHAPES else "button", refusal)
    if refusal:
        messages.error(request, refusal)
    if shape == "list" or not place:
        return redirect("contributions:watchlist")
    return HttpResponseRedirect(place)


def follow_or_stop(request: HttpRequest, what: Watchable) -> str:
    """Calls the verb that the form asks for. Returns why not, in words, where it cannot be followed."""
    if request.POST.get("watch") == "0":
        Watch.objects.stop(what, by=actor(request))
        return ""
    try:
        Watch.objects.watch(what, by=actor(request))
    except ValidationError as refusal:
        return refusal.messages[0]
    return ""


def answered(request: HttpRequest, what: Watchable, shape: str, refusal: str) -> HttpResponse:
    is_watched = Watch.objects.is_watching(what, actor(request))
    button = watch_button(what, shape, is_watched=is_watched, refusal=refusal)
    return button_response(request, WATCH_BUTTON, button)


# What somebody follows, and stopping all of a kind.


NAMES = {
    "theme": _("The big questions"),
    "page": _("Pages"),
    "comment": _("Threads"),
    "question": _("Questions asked"),
    "followed": pgettext_lazy("one looks for", "People"),
}


@signed_in_only
def watchlist(request: HttpRequest) -> HttpResponse:
    """One's own: `?kind=` shows one kind, `?before=` pages by key."""
    kind = request.GET.get("kind", "")
    kind = kind if kind in ROWS_OF else ""
    person = actor(request)
    context = {
        "list": watchlist_of(person, kind=kind, before=decode_cursor(request.GET.get("before", ""))),
        "kind": kind,
        "kinds": [(name, NAMES[name]) for name in ROWS_OF],
        "kind_name": NAMES.get(kind, ""),
        "joins": person.watches_what_i_join,
    }
    return render(request, "contributions/watches/watchlist.html", context)


@require_POST
@signed_in_only
def watchlist_stop(request: HttpRequest) -> HttpResponse:
    """Stops following everything of one kind."""
    kind = request.POST.get("kind", "")
    if kind in ROWS_OF:
        number = Watch.objects.stop_all(kind, by=actor(request))
        done = ngettext("You no longer follow %(number)s thing.", "You no longer follow %(number)s things.", number)
        messages.success(request, done % {"number": number})
    return redirect("contributions:watchlist")

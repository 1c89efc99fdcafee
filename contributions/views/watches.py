"""Following, and the list of what one follows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from accounts.access import actor, signed_in_only
from accounts.models import User
from common.paging import decode_cursor
from contributions.comments.models import Comment
from contributions.pages.models import Page
from contributions.questions.models import Question
from contributions.templatetags.watch_tags import SHAPES, WATCH_BUTTON, watch_button
from contributions.views.buttons import button_response
from contributions.views.comments.resolvers import on_comment
from contributions.views.pages.resolvers import on_page, theme_at
from contributions.views.questions.question_detail import on_question
from contributions.watches.models import Watch
from contributions.watches.querysets import Watchable
from contributions.watches.watchlist import ROWS_OF, watchlist_of

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

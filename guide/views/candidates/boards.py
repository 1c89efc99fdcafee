"""The board of a theme, and what is done on it: shortlisting, taking a place, dropping, moving a tip."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only, signed_in_only
from campaign.site_settings.first_language import first_language_words
from common.forms.screens import show_form
from common.html import sentence
from contributions.models import Comment, Page, Passage
from drafts import autosave
from drafts.sent_forms import accepted
from guide.candidates.forms import DropForm, whole_number
from guide.candidates.models import Candidate, Shortlisted
from guide.decisions.querysets import NOTHING_SEEN
from guide.decisions.verbs import promote_candidate
from guide.desk.selection_report import numbers, selection_report_of
from guide.desk.theme_board import board_of, found_useful
from guide.tips.models import Tip
from guide.tips.seen_places import seen_places
from guide.views.candidates.polls import asks_about_votes, check_no_vote
from themes.models import Theme


@editors_only
def theme_board(request: HttpRequest, slug: str) -> HttpResponse:
    """The candidates beside the places of a theme; `?place=9` aims at a free one."""
    theme = get_object_or_404(Theme, slug=slug)
    board = board_of(theme)
    aim = whole_number(request.GET.get("place", ""))
    pages, comment = found_useful(theme)
    context = {"board": board, "aim": aim if aim in board.free else None, "pages": pages, "comment": comment}
    return render(
        request, "guide/candidates/theme_board.html", context | {"theme": theme, "themes": Theme.objects.all()}
    )


@editors_only
@require_POST
def candidate_shortlist(request: HttpRequest) -> HttpResponse:
    """`what` is "page-12", "passage-4" or "comment-40"; with a `note` why, and perhaps the `place` that it is meant for."""
    what = _named(request.POST.get("what", ""))
    theme = what.page.theme if isinstance(what, Passage) else what.theme
    note, place = request.POST.get("note", ""), whole_number(request.POST.get("place", ""))
    try:
        row = Candidate.objects.shortlist(what, by=actor(request), note=note, place=place)
    except ValidationError as refusal:
        return _answer(request, theme, refusal.messages[0], is_refused=True)
    told = sentence(_("“%(title)s” is on the shortlist."), title=row.title_html)
    return _answer(request, theme, told, at=f"candidate-{row.pk}")


def _named(name: str) -> Shortlisted:
    kind, _dash, number = name.partition("-")
    pk = whole_number(number)
    if kind == "page":
        return get_object_or_404(Page.objects.select_related("theme"), pk=pk)
    if kind == "passage":
        return get_object_or_404(Passage.objects.select_related("page__theme"), pk=pk)
    if kind == "comment":
        return get_object_or_404(Comment.objects.select_related("theme", "page"), pk=pk)
    raise Http404


@editors_only
@require_POST
@asks_about_votes
def candidate_promote(request: HttpRequest, pk: int) -> HttpResponse:
    """It takes the place `number`; `seen` is the number of decisions about its text when the board was drawn."""
    candidate = get_object_or_404(Candidate.objects.with_texts(), pk=pk)
    number, theme = whole_number(request.POST.get("number", "")), candidate.text.theme
    if number is None:
        return _answer(request, theme, _("Choose a place."), is_refused=True)
    check_no_vote(request, number)
    seen = whole_number(request.POST.get("seen", ""))
    try:
        tip = promote_candidate(candidate, number, by=actor(request), seen=NOTHING_SEEN if seen is None else seen)
    except ValidationError as refusal:
        return _answer(request, theme, refusal.messages[0], is_refused=True)
    return _answer(request, theme, _success_message(tip), at=f"place-{tip.number}")


def _success_message(tip: Tip) -> str:
    return sentence(_("“%(title)s” is tip %(number)s."), title=first_language_words(tip.title), number=tip.number)


@editors_only
def candidate_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A question first, with the reason that everybody may read."""
    candidate = get_object_or_404(Candidate.objects.with_texts(), pk=pk)
    key = f"candidate:{candidate.pk}:drop"
    form = DropForm(request.POST or None, initial=autosave.words(request, key))
    if accepted(request, form, lambda: candidate.drop(by=actor(request), why=form.cleaned_data["why"])):
        told = sentence(_("“%(title)s” is no longer a candidate."), title=candidate.title_html)
        messages.success(request, told)
        return redirect("guide:theme_board", candidate.theme.slug)
    context = {"candidate": candidate, "draft_key": key, "theme": candidate.text.theme}
    return show_form(request, form, "guide/candidates/drop.html", context)


@editors_only
@require_POST
@asks_about_votes
def theme_board_move(request: HttpRequest, slug: str) -> HttpResponse:
    """The tip `tip` goes to the place `number`; where one stands already, the two change places."""
    theme = get_object_or_404(Theme, slug=slug)
    tip = get_object_or_404(Tip.objects.select_related("theme"), pk=whole_number(request.POST.get("tip", "")))
    number = whole_number(request.POST.get("number", ""))
    if number is None:
        return _answer(request, theme, _("Choose a place."), is_refused=True)
    check_no_vote(request, number)
    try:
        tip.move_to(number, by=actor(request), seen=seen_places(request.POST.get("seen")))
    except ValidationError as refusal:
        return _answer(request, theme, refusal.messages[0], is_refused=True)
    return _answer(request, theme, _success_message(tip), at=f"place-{tip.number}")


def _answer(request: HttpRequest, theme: Theme, told: str, *, at: str = "", is_refused: bool = False) -> HttpResponse:
    """The board anew, and what happened in its live region; without a script, the whole screen."""
    if getattr(request, "htmx", False):
        context = {"board": board_of(theme), "theme": theme, "told": told, "is_refused": is_refused, "at": at}
        response = render(request, "guide/candidates/_board_after_action.html", context)
        response.headers["Cache-Control"] = "private, no-store"
        return response
    (messages.error if is_refused else messages.success)(request, told)
    address = reverse("guide:theme_board", args=[theme.slug])
    return redirect(f"{address}#{at}" if at else address)


# How the choice was made: for everybody who is signed in.


@signed_in_only
def selection_report(request: HttpRequest) -> HttpResponse:
    """The four themes, how the choice is made, and how far it has come."""
    return render(request, "guide/selection_report/report.html", {"numbers": numbers()})


@signed_in_only
def theme_selection_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Place by place: who was a candidate, what spoke for each, votes, reasons, dates."""
    theme = get_object_or_404(Theme, slug=slug)
    context = {"theme": theme, "choice": selection_report_of(theme), "themes": Theme.objects.all()}
    return render(request, "guide/selection_report/theme.html", context)

"""The board of a theme, and what is done on it: shortlisting, taking a place, dropping, moving a tip.

From the wiki into the guide: a page is proposed, and takes a place.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import actor, contributors_only, editors_only, signed_in_only
from accounts.models import User
from accounts.naming import named
from campaign.calendar.rights import RightClosed, saved_as_draft_when_late
from campaign.site_settings.current import first_language_words
from common.forms.fields import add_error
from common.forms.screens import show_form
from common.html import sentence
from common.markup import TextQuote, find_quote, opening, plain_text
from common.paging import parse_int
from contributions.models import Comment, Page, Passage
from contributions.passages import chosen_in
from contributions.revision_views import Preview, preview_of
from contributions.views.pages.resolvers import on_page
from contributions.views.passages import SelectedWords, closed_form, is_form_closed, words_in, words_of
from drafts import autosave
from drafts.sent_forms import accepted
from guide.candidates.evidence import Nomination
from guide.candidates.forms import DropForm, NominationForm, whole_number
from guide.candidates.models import Candidate, Shortlisted
from guide.decisions import verbs
from guide.decisions.models import Submission
from guide.decisions.querysets import NOTHING_SEEN
from guide.decisions.reasons import DecidedMeanwhile
from guide.decisions.verbs import promote_candidate
from guide.desk.selection_report import numbers, selection_report_of
from guide.desk.theme_board import board_of, found_useful
from guide.tips.board import Board, board_in_preparation
from guide.tips.forms import PromotionForm
from guide.tips.models import PlaceTaken, Tip
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


NOT_SAVED = 422
MOST_OTHERS = 5
MEANWHILE = (PlaceTaken, DecidedMeanwhile)


@contributors_only
@on_page()
def nominate(request: HttpRequest, page: Page) -> HttpResponse:
    """A page is proposed for the guide, with a sentence why; with `?exact=` its words, a passage of it."""
    by = actor(request)
    words = words_in(request.POST or request.GET)
    chosen, refusal = _chosen(page, words)
    key = f"page:{page.pk}:nominate" + (f":{chosen.key[:16]}" if chosen else "")
    if is_form_closed(request, "nominate"):
        return closed_form(request, "nominate", key, theme=page.theme, page=page)
    mine = _mine(page, chosen, by)
    now = {"reason": mine.reason if mine else ""}
    form = NominationForm(request.POST or None, initial=now | autosave.words(request, key))
    if refusal and form.is_bound:
        form.add_error(None, refusal)
    if form.is_valid():
        passage = Passage.objects.at(page, **words_of(chosen)) if chosen else None
        try:
            with saved_as_draft_when_late(request):
                Nomination.objects.nominate(page, by=by, reason=form.cleaned_data["reason"], passage=passage)
        except RightClosed as late:
            form.add_error(None, late)
        else:
            autosave.sent(request)
            told = _("“%(title)s” is proposed: it waits at the editors’ desk.")
            messages.success(request, sentence(told, title=first_language_words(page.title)))
            return redirect(page)
    tips = Tip.objects.resting_on(page).select_related("theme")
    context: dict[str, Any] = {"page": page, "tips": tips, "mine": mine, "draft_key": key, "chosen": chosen}
    context["others"] = (
        Nomination.objects.about(page).exclude(nominated_by=by).select_related("nominated_by")[:MOST_OTHERS]
    )
    context |= {"refusal": None if form.is_bound else refusal, "words": words_of(chosen) if chosen else words}
    return show_form(request, form, "guide/candidates/nominate.html", context)


def _chosen(page: Page, words: SelectedWords) -> tuple[TextQuote | None, ValidationError | None]:
    """The passage that is proposed, or why its words cannot be; neither where the page as a whole is."""
    if not words["exact"]:
        return None, None
    try:
        return chosen_in(page, **words), None
    except ValidationError as refusal:
        return None, refusal


def _mine(page: Page, chosen: TextQuote | None, by: User) -> Nomination | None:
    """What this person has proposed already: the same passage, or the page as a whole."""
    rows = Nomination.objects.filter(page=page, nominated_by=by)
    return (rows.filter(passage__key=chosen.key) if chosen else rows.filter(passage=None)).first()


@editors_only
@asks_about_votes
@on_page(with_text=True, gives_back=True)
def promote(request: HttpRequest, page: Page) -> HttpResponse:
    """A page takes a free place, its opening as the tip's first text; whoever comes second is told, and loses nothing."""
    board = board_in_preparation().beginning_with(page.theme)
    if request.method != "POST":
        first = _first_choice(request, page, board) | autosave.words(request, _key(page))
        return _show(request, page, PromotionForm(board=board, initial=first))
    form = PromotionForm(request.POST, board=board)
    if "preview" in request.POST or "preview" in request.GET:
        return _show(request, page, form, preview=preview_of(Tip(), request.POST.get("body", ""), by=request.user))
    return _save(request, page, form) if form.is_valid() else _show(request, page, form, status=NOT_SAVED)


def _save(request: HttpRequest, page: Page, form: PromotionForm) -> HttpResponse:
    sent, submission = form.cleaned_data, Submission.objects.of(page)
    passage = _words_proposed(page, sent["passage"]) or None
    check_no_vote(request, sent["number"])
    try:
        decision = verbs.promote(
            submission,
            onto=sent["number"],
            by=actor(request),
            seen=NOTHING_SEEN if sent["seen"] is None else sent["seen"],
            version=sent["page_version"],
            title=sent["title"],
            body=sent["body"],
            passage=passage,
        )
    except ValidationError as refusal:
        add_error(form, refusal)
        form.board = board_in_preparation().beginning_with(page.theme)
        form.data = request.POST.copy()
        form.data["seen"] = str(Submission.objects.of(page).number)  # whoever was told may decide again
        return _show(request, page, form, status=409 if isinstance(refusal, MEANWHILE) else NOT_SAVED)
    autosave.sent(request)
    tip = cast(Tip, decision.tip)
    told = sentence(_("“%(title)s” is tip %(number)s."), title=first_language_words(tip.title), number=tip.number)
    messages.success(request, told)
    return redirect(tip)


def _key(page: Page) -> str:
    return f"page:{page.pk}:promote"


def _first_choice(request: HttpRequest, page: Page, board: Board) -> dict[str, object]:
    wanted = request.GET.get("place", "")
    free = {str(number) for number, place in board.places.items() if place.is_free}
    number = wanted if wanted in free else board.first_free(page.theme)
    proposed = request.GET.get("passage", "")
    body = _words_proposed(page, proposed) or opening(page.body)
    return {
        "number": number,
        "title": page.title,
        "body": body,
        "page_version": page.version,
        "passage": proposed,
        "seen": Submission.objects.of(page).number,
    }


def _words_proposed(page: Page, number: str) -> str:
    """The Markdown of a passage that was proposed, as it stands in the page; nothing where it has gone."""
    if (key := parse_int(number)) is None:
        return ""
    passage = Passage.objects.of(page).filter(pk=key).first()
    place = find_quote(passage.anchor, page.body) if passage else None
    return "" if place is None or place.standing == "gone" else place.words_in(page.body)


def _show(
    request: HttpRequest, page: Page, form: PromotionForm, *, preview: Preview | None = None, status: int = 200
) -> HttpResponse:
    passage = _words_proposed(page, str(form["passage"].value() or "")) or opening(page.body)
    context = {
        "page": page,
        "form": form,
        "board": form.board,
        "passage": named([plain_text(passage, with_mentions=True)])[0],
        "tips": Tip.objects.resting_on(page).select_related("theme").defer("body", "body_html"),
        "nominations": Nomination.objects.about(page).select_related("nominated_by", "passage"),
        "candidates": Candidate.objects.open().about(page),
        "preview": preview,
        "draft_key": _key(page),
        "draft_label": page.title,
    }
    return render(request, "guide/candidates/promote.html", context, status=status)

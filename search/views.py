"""The screens of the search: HTTP into `find` and back."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editors_only, readers_only
from common import markup
from common.caching.pages import wait_for_turn
from common.paging import parse_int
from search.cache import cached_search, rest_of
from search.filters import SearchForm
from search.models import ResultKind, ZeroResultSearch
from search.query import LONGEST
from search.results import SearchResults
from search.searcher import find, suggest
from search.sources.people import people_named, people_suggested
from search.zero_results import FORGOTTEN_AFTER, SHOWN_FROM

# Looking for something: a page of results, and what is offered as one types.


@readers_only
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`, as the fields narrow it."""
    response = cached_search(request, drawn, framed)
    if response is None:
        wait_for_turn(request)
        response = whole(request)
    return private(response)


def whole(request: HttpRequest) -> HttpResponse:
    """The screen, made the plain way."""
    return framed(request, *looked_up(request))


def drawn(request: HttpRequest) -> tuple[str, bool]:
    """What was found, without the screen around it, and whether it may be cached: a search in vain is counted each time."""
    form, results = looked_up(request)
    return render_to_string("search/_results.html", context_of(form, results), request), not has_zero_results(
        form, results
    )


def looked_up(request: HttpRequest) -> tuple[SearchForm, SearchResults]:
    form = SearchForm(request.GET)
    results = SearchResults(question=form.question)
    if not form.is_of_nobody and not form.problem:
        results = find(form.question, request.user, **form.filters)
    if form.question and not form.is_narrow and results.page == 1:
        results = replace(results, people=people_named(form.question, request.user))
    if has_zero_results(form, results):
        ZeroResultSearch.objects.note(form.question)
    return form, results


def framed(request: HttpRequest, form: SearchForm, results: SearchResults, **about: str) -> HttpResponse:
    """The screen around what was found: drawn here, unless it is given as `drawn`."""
    return render(request, "search/search.html", context_of(form, results) | about)


def context_of(form: SearchForm, results: SearchResults) -> dict[str, object]:
    return {
        "form": form,
        "results": results,
        "kinds": ResultKind.choices,
        "chosen_kind": form.value("kind") or "",
        "rest": rest_of(form.data),
        "ask_query": urlencode({"text": form.question}),
        "wider_query": urlencode({"q": form.question}),
    }


def has_zero_results(form: SearchForm, results: SearchResults) -> bool:
    """Whether nobody has written what somebody looks for, wherever she looked."""
    has_asked = form.has_words and not form.problem and not form.is_narrow
    is_found = results.total or results.instead or results.people
    return has_asked and not is_found and results.page == 1


@readers_only
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The lines of the list under the search box, for the letters of `?q=`; a fragment."""
    text = markup.clean_text(request.GET.get("q", ""))
    question = " ".join(text.split())[:LONGEST]
    lines, people = suggest(text, request.user), people_suggested(text, request.user)
    context = {"lines": lines, "people": people, "number": len(lines) + len(people)}
    context |= {"question": question, "query": urlencode({"q": question})}
    return private(render(request, "search/suggestions.html", context))


def private(response: HttpResponse) -> HttpResponse:
    """What one reader may read is not for the next one of the same browser or proxy."""
    response.headers["Cache-Control"] = "private, no-store"
    return response


# What was looked for and is nowhere: the editors make a question of it, or have done with it.


ROWS = 50


@editors_only
@require_safe
def zero_results(request: HttpRequest) -> HttpResponse:
    """The most frequent first; `?before=` pages them by key."""
    rows = ZeroResultSearch.objects.to_look_at()
    key = decode_count_cursor(request.GET.get("before", ""))
    found = list((rows.after(*key) if key else rows)[: ROWS + 1])
    context = {
        "misses": found[:ROWS],
        "next": f"{found[ROWS - 1].count}~{found[ROWS - 1].pk}" if len(found) > ROWS else "",
        "is_first": not key,
        "days": FORGOTTEN_AFTER.days,
        "times": SHOWN_FROM,
    }
    return render(request, "search/zero_results.html", context)


@require_POST
@editors_only
def zero_result_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes one off the list, until somebody looks for it again."""
    if not ZeroResultSearch.objects.filter(pk=pk).exists():
        raise Http404
    ZeroResultSearch.objects.settle(pk)
    messages.success(request, _("Done. It comes back when somebody looks for it again."))
    return redirect("search:zero_results")


def decode_count_cursor(before: str) -> tuple[int, int] | None:
    """Where the page before ended, "12~345"; anything else is the beginning."""
    first, _tilde, second = before.partition("~")
    count, pk = parse_int(first), parse_int(second)
    return None if count is None or pk is None or count >= 2**31 else (count, pk)

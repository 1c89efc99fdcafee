"""Looking for something: a page of results, and what is offered as one types."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import markup
from accounts.access import readers_only
from search.asked import LONGEST
from search.finding import find
from search.forms import SearchForm
from search.models import Kind, Miss
from search.results import Results
from search.suggesting import suggest


@readers_only
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found for `?q=`, as the fields narrow it."""
    form = SearchForm(request.GET)
    results = Results(question=form.question)
    if not form.is_of_nobody:
        results = find(form.question, request.user, **form.filters)
    if is_miss(form, results):
        Miss.objects.note(form.question)
    context = {
        "form": form,
        "results": results,
        "kinds": Kind.choices,
        "chosen_kind": form.said("kind") or "",
        "ask_query": urlencode({"text": form.question}),
        "wider_query": urlencode({"q": form.question}),
    }
    return private(render(request, "search/search.html", context))


def is_miss(form: SearchForm, results: Results) -> bool:
    """Whether nobody has written what somebody looks for, wherever she looked."""
    has_asked = bool(form.question) and not form.is_narrow
    return has_asked and not results.total and not results.instead and results.page == 1


@readers_only
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The lines of the list under the search box, for the letters of `?q=`; a fragment."""
    text = markup.clean_text(request.GET.get("q", ""))
    question = " ".join(text.split())[:LONGEST]
    context = {"lines": suggest(text, request.user), "question": question, "query": urlencode({"q": question})}
    return private(render(request, "search/suggestions.html", context))


def private(response: HttpResponse) -> HttpResponse:
    """What one reader may read is not for the next one of the same browser or proxy."""
    response.headers["Cache-Control"] = "private, no-store"
    return response

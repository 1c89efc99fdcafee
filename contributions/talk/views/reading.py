"""One contribution by itself: its text, what was answered, what became of it; and its versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import access
from accounts.access import readers_only
from campaign.models import Phase
from contributions.passages.margin import up_to_date
from contributions.revision_screens import comparison_of, history_of, reading_of
from contributions.talk.addresses import on_contribution
from contributions.talk.boxes import Box, box_under
from contributions.talk.models import Contribution
from contributions.talk.quoting import quoted_in
from contributions.talk.threads import alone


@readers_only
@on_contribution
def contribution(request: HttpRequest, said: Contribution) -> HttpResponse:
    return show_contribution(request, said)


def show_contribution(
    request: HttpRequest, said: Contribution, *, box: Box | None = None, status: int = 200
) -> HttpResponse:
    """A contribution with its answers; an answer is shown below what it answers."""
    opening = alone(said, request.user, request.GET.get("before", "")) or said
    if opening.passage is not None and opening.page is not None:
        opening.passage = (up_to_date([opening.passage], opening.page) or [opening.passage])[0]
    is_open = Phase.objects.writing_is_open() and not (said.page and said.page.is_hidden)
    if box is None and is_open and opening.is_standing and access.is_contributor(request.user):
        box = box_under(request, opening, quotation=quoted_in(request, opening))
    context = {"said": said, "opening": opening, "box": box, "writing_is_open": is_open}
    return render(request, "contributions/contribution.html", context, status=status)


@readers_only
@on_contribution
def contribution_history(request: HttpRequest, said: Contribution) -> HttpResponse:
    context = {"said": said, "history": history_of(said, request.GET)}
    return render(request, "contributions/contribution_history.html", context)


@readers_only
@on_contribution
def contribution_revision(request: HttpRequest, said: Contribution, version: int) -> HttpResponse:
    context = {"said": said, "reading": reading_of(said, version)}
    return render(request, "contributions/contribution_revision.html", context)


@readers_only
@on_contribution
def contribution_diff(request: HttpRequest, said: Contribution) -> HttpResponse:
    context = {"said": said, "comparison": comparison_of(said, request.GET)}
    return render(request, "contributions/contribution_diff.html", context)

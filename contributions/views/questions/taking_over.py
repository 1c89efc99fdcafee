"""Taking over what was asked in the room of a session: all at once under one theme, or each under its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import actor, organisers_only
from campaign.models import RoomQuestion, TrainingSession
from campaign.training.views.resolvers import session_at
from common.paging import parse_int
from contributions.questions.room_questions import TakeOver, not_taken_over, similar_to_each, take_over
from themes.models import Theme

NOT_TAKEN = 422


@organisers_only
def session_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """POST names in `take` the questions, in `theme` the theme of those that have none in `theme-…`; `same-…` joins one."""
    session = session_at(pk)
    if request.method != "POST":
        return _show(request, session)
    themes = {theme.pk: theme for theme in Theme.objects.all()}
    keys = [key for sent in request.POST.getlist("take") if (key := parse_int(sent))]
    wanted = [_wanted(request, key, themes) for key in dict.fromkeys(keys)]
    found = [one for one in wanted if one is not None]
    if len(found) < len(wanted):
        return _show(request, session, refusal=_("Choose a theme for each question, or one for all of them."))
    try:
        taken = take_over(session, found, by=actor(request))
    except ValidationError as refusal:
        return _show(request, session, refusal=refusal.messages[0])
    words = ngettext("%(n)s question is taken over.", "%(n)s questions are taken over.", len(taken)) % {"n": len(taken)}
    messages.success(request, words)
    return redirect(session)


def _wanted(request: HttpRequest, key: int, themes: dict[int, Theme]) -> TakeOver | None:
    own, common = (parse_int(request.POST.get(name, "")) for name in (f"theme-{key}", "theme"))
    theme = themes.get(own or common or 0)
    return TakeOver(key, theme, parse_int(request.POST.get(f"same-{key}", ""))) if theme else None


def _show(request: HttpRequest, session: TrainingSession, *, refusal: str = "") -> HttpResponse:
    asked = not_taken_over(session)
    sent = request.POST if refusal else {}
    similar = similar_to_each(asked)
    context = {
        "session": session,
        "rows": [_row(one, similar, sent) for one in asked],
        "themes": list(Theme.objects.all()),
        "theme": parse_int(sent.get("theme", "")),
        "refusal": refusal,
    }
    return render(request, "contributions/questions/take_over.html", context, status=NOT_TAKEN if refusal else 200)


def _row(asked: RoomQuestion, similar: dict[int, Any], sent: Any) -> dict[str, Any]:
    """A line of the list, as it was sent where it comes back."""
    return {
        "asked": asked,
        "similar": similar.get(asked.pk),
        "theme": parse_int(sent.get(f"theme-{asked.pk}", "")),
        "is_chosen": not sent or str(asked.pk) in sent.getlist("take"),
        "is_same": f"same-{asked.pk}" in sent,
    }

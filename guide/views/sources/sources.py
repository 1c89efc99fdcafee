"""What a tip rests on: passages chosen in the text that holds them, and taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import actor, editors_only
from common import markup
from common.paging import parse_int
from contributions.revision_views.revision import version_in
from guide.sources.evidence import evidence_of, sources_of
from guide.sources.passage_choice import MOST_SENTENCES, PassageChoice, add_passages, find_choice
from guide.tips.models import Tip
from guide.views.lookup import get_tip

LONGEST_QUESTION = 200


@editors_only
def tip_source_add(request: HttpRequest, key: str) -> HttpResponse:
    """First a text is found (`?q=`), then passages are chosen in it (`?of=page-12&version=3`)."""
    tip = get_tip(key)
    query = request.POST if request.method == "POST" else request.GET
    choice = None
    if of := query.get("of", ""):
        choice = find_choice(of, version_in(query, "version"), actor(request), tip)
        if choice is None:
            raise Http404
    if request.method != "POST" or choice is None:
        return _show(request, tip, choice)
    chosen = {number for value in request.POST.getlist("sentence")[:MOST_SENTENCES] if (number := parse_int(value))}
    try:
        added = len(add_passages(choice, chosen, tip, by=actor(request)))
    except ValidationError as refusal:
        return _show(request, tip, choice, refusal=refusal.messages[0], chosen=chosen)
    words = ngettext("The tip also rests on %(n)s passage.", "The tip also rests on %(n)s passages.", added)
    messages.success(request, words % {"n": added})
    return redirect(tip)


def _show(request: HttpRequest, tip: Tip, choice: PassageChoice | None, **again: Any) -> HttpResponse:
    question = " ".join(markup.clean_text(request.GET.get("q", "")).split())[:LONGEST_QUESTION]
    known = [] if choice else evidence_of(list(sources_of(tip)), request.user)
    texts = {one.text_key: one for one in known if one.is_readable and not one.source.question}
    context = {"tip": tip, "choice": choice, "question": question, "known": texts} | again
    return render(request, "guide/sources/add.html", context, status=422 if again else 200)


@editors_only
@require_POST
def tip_source_remove(request: HttpRequest, key: str) -> HttpResponse:
    tip = get_tip(key)
    source = get_object_or_404(tip.sources.select_related("page"), pk=parse_int(request.POST.get("source", "")))
    try:
        source.remove()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The tip no longer rests on this passage."))
    return redirect(tip)

"""A machine is asked for proposals, in the background: for all that is missing in a language, or for one text."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import actor, translators_only
from guide.translating.machine.drafting import request_proposals
from guide.translating.progress import languages, progress_of
from guide.views.translating.text import found_text


@translators_only
@require_POST
def translation_proposals(request: HttpRequest, language: str) -> HttpResponse:
    """Every text of a language in which a paragraph is missing."""
    if language not in languages():
        raise Http404
    (known,) = progress_of([language])
    _say(request, request_proposals(known.texts, by=actor(request)))
    return redirect("guide:translation_language", language)


@translators_only
@require_POST
def translation_text_proposals(request: HttpRequest, language: str, text: str) -> HttpResponse:
    """One text."""
    _say(request, request_proposals([found_text(language, text)], by=actor(request)))
    return redirect("guide:translation", language, text)


def _say(request: HttpRequest, asked: int) -> None:
    if not asked:
        messages.warning(request, _("There is nothing for which a machine could be asked now."))
        return
    words = ngettext(
        "A machine is asked about %(n)s text. Its proposals will stand in the drafts within minutes.",
        "A machine is asked about %(n)s texts. Its proposals will stand in the drafts within minutes.",
        asked,
    )
    messages.success(request, words % {"n": asked})

"""A channel's short address: it leads to the guide, and counts who came by it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from common.markup.language import LANGUAGES
from guide.distribution import visit_counter
from guide.distribution.channels import Channel
from guide.editions import Edition
from guide.editions.edition_languages import languages_given
from guide.publication.forms import NAMES


@require_safe
@guide_readers_only
def short_link(request: HttpRequest, code: str, language: str = "", name: str = "") -> HttpResponse:
    """Redirects to the edition that readers get, or straight to a file of it; while they have none, to what says why. Raises
    Http404 for what no address says.

    In `language`, which is that of the paper on which the address stands, else in the channel's, else in the edition's own:
    the first in which the edition comes. A channel that is closed goes on leading there.
    """
    if name.lower() in LANGUAGES:  # typed as it is printed: without the last slash
        language, name = name, ""
    language = language.lower()
    channel = Channel.objects.coded(code)
    if channel is None or (name and name not in NAMES) or (language and language not in LANGUAGES):
        raise Http404
    edition = Edition.objects.current() or Edition.objects.instead_of_current(language or channel.language)
    if edition is None:
        return _private(redirect("guide:guide_current"))
    languages = languages_given(edition) if edition.served_at else edition.covers
    if language and language not in languages and Edition.objects.newest_in(language):
        return _private(redirect("guide:guide_in_language", language))
    language = next(code for code in (language, channel.language, edition.language) if code in languages)
    if edition.served_at:
        visit_counter.note(request.META, edition=edition.number, language=language, form="door", channel=channel.code)
    route = ("guide:guide_file", [language, name]) if name else ("guide:guide_in_language", [language])
    where = reverse(route[0], args=route[1])
    return _private(redirect(f"{where}?{urlencode({'c': channel.code})}"))


def _private(response: HttpResponse) -> HttpResponse:
    """No cache stores it: the next edition may come in another language, and every reader is counted."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

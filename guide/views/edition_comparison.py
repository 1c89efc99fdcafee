"""Two editions, tip by tip, for whoever may read the guide."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import guide_readers_only
from campaign.languages import first_language
from common.paging import parse_int
from common.words.language_names import name_of_language
from guide.editions import Edition
from guide.editions.comparison import compare
from guide.views.guide_language import in_language_of_guide


@require_safe
@in_language_of_guide
@guide_readers_only
def editions_compare(request: HttpRequest) -> HttpResponse:
    """`?older=1&newer=2&language=fr`; without them, the two newest, in the guide's language."""
    editions = list(Edition.objects.published().defer("names"))
    newer = _chosen(request, editions, "newer", editions[:1])
    older = _chosen(request, editions, "older", [one for one in editions if newer and one.number < newer.number][:1])
    context: dict[str, Any] = {"editions": editions, "older": older, "newer": newer}
    if older and newer:
        spoken = [code for code in newer.languages if code in older.languages]
        language = request.GET.get("language", spoken[0] if spoken else first_language())
        if language not in spoken:
            raise Http404
        context |= {"comparison": compare(older.guide_in(language), newer.guide_in(language)), "language": language}
        context["languages"] = [(code, name_of_language(code)) for code in spoken]
    return render(request, "guide/editions/comparison/comparison.html", context)


def _chosen(request: HttpRequest, editions: list[Edition], name: str, otherwise: list[Edition]) -> Edition | None:
    """The edition that the address names; raises Http404 for one that readers do not have."""
    text = request.GET.get(name, "")
    if not text:
        return next(iter(otherwise), None)
    number = parse_int(text, digits=9)
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise Http404
    return found

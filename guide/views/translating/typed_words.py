"""What may be wrong with the words in the box of a paragraph, while they are typed. Nothing is written."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.access import translators_only
from common.paging import parse_int
from guide.translating.aids import TranslationAids
from guide.translating.progress import languages
from guide.translating.querysets import LONGEST_TARGET, clean_target
from guide.translating.text_detail import shown_html
from guide.translations.originals import Original, original_at, originals
from guide.translations.segments import Segment, source_segments


@translators_only
@require_POST
def translation_check(request: HttpRequest, language: str, text: str, paragraph: int) -> HttpResponse:
    """The warnings about one paragraph, against the version of the original beside the box; with `as_read`, its words too."""
    original, segment = _found(request, language, text, paragraph)
    target = clean_target(request.POST.get("target", "")[:LONGEST_TARGET], segment.field)
    warnings = TranslationAids(original, language).warnings(replace(segment, target=target))
    context = {"warnings": warnings, "language": language}
    if "as_read" in request.POST:
        context["shown"] = shown_html(segment.field, target)
    return render(request, "guide/translating/paragraphs/_checked.html", context)


def _found(request: HttpRequest, language: str, text: str, paragraph: int) -> tuple[Original, Segment]:
    """Raises Http404."""
    now = next((one for one in originals() if one.key == text), None)
    if now is None or language not in languages():
        raise Http404
    version = parse_int(request.POST.get("source_version", ""))
    original = now if version is None else original_at(now.text, version)
    segments = source_segments(original)
    if paragraph >= len(segments):
        raise Http404
    return original, segments[paragraph]

"""Which text of the guide is how far in which language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import contributors_only
from common.words.language_names import name_of_language
from guide.editions import Edition
from guide.translating.covers import CoverProgress, covers_of
from guide.translating.machine.drafting import may_be_proposed
from guide.translating.progress import TextProgress, languages, progress_of
from guide.translating.table_groups import groups_of
from guide.translating.target_forms import FilterForm


@contributors_only
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """All texts in all languages; `?state=` and `?kind=` leave out what is not asked for.

    A language that nobody has begun, and in which the edition in preparation does not come out, is a link only.
    """
    found = progress_of(languages())
    covers = covers_of(Edition.objects.in_preparation(), languages())
    known = [one for one in found if one.is_begun or one.language in covers] or found
    rows = list(zip(*(one.texts for one in known), strict=True))
    filters = FilterForm(request.GET)
    groups = groups_of(rows, lambda text: _is_wanted(text, filters))
    groups[0].covers = [_asked_for(covers.get(one.language), filters) for one in known]
    context = {
        "languages": known,
        "not_begun": [one.language for one in found if one not in known],
        "names": [name_of_language(one.language) for one in known],
        "groups": [group for group in groups if not group.is_empty],
        "is_filtered": any(filters.chosen(name) for name in ("state", "kind")),
        "filters": filters,
    }
    return render(request, "guide/translating/translations.html", context)


@contributors_only
@require_safe
def translation_language(request: HttpRequest, language: str) -> HttpResponse:
    """One language: its texts, with what is left of each, and its files."""
    if language not in languages():
        raise Http404
    (known,) = progress_of([language])
    filters = FilterForm(request.GET)
    context = {
        "progress": known,
        "code": language,
        "language_name": name_of_language(language),
        "texts": [text for text in known.texts if _is_wanted(text, filters)],
        "cover": _asked_for(covers_of(Edition.objects.in_preparation(), [language]).get(language), filters),
        "filters": filters,
        "may_propose": any(may_be_proposed(text) for text in known.texts),
    }
    return render(request, "guide/translating/translation_language.html", context)


def _is_wanted(text: TextProgress, filters: FilterForm) -> bool:
    return filters.chosen("state") in {"", text.state} and filters.chosen("kind") in {"", text.original.kind}


def _asked_for(cover: CoverProgress | None, filters: FilterForm) -> CoverProgress | None:
    """The cover, None where the edition in preparation does not come out in its language, or it is not asked for."""
    is_wanted = cover and not filters.chosen("kind") and filters.chosen("state") in {"", cover.state}
    return cover if is_wanted else None

"""Which text of the guide is how far in which language."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import contributors_only
from guide.editions import Edition
from guide.languages import name_of_language
from guide.translating.covers import CoverProgress, covers_of
from guide.translating.machine.drafting import may_be_proposed
from guide.translating.progress import TextProgress, languages, progress_of
from guide.translating.table_groups import groups_of
from guide.translating.target_forms import FilterForm


@contributors_only
@require_safe
def translations(request: HttpRequest) -> HttpResponse:
    """All texts in all languages; `?state=` and `?kind=` leave out what is not asked for."""
    known = progress_of(languages())
    rows = list(zip(*(one.texts for one in known), strict=True))
    filters = FilterForm(request.GET)
    groups = groups_of(rows, lambda text: _is_wanted(text, filters))
    groups[0].covers = _covers([one.language for one in known], filters)
    context = {
        "languages": known,
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
        "cover": _covers([language], filters)[0],
        "filters": filters,
        "may_propose": any(may_be_proposed(text) for text in known.texts),
    }
    return render(request, "guide/translating/translation_language.html", context)


def _is_wanted(text: TextProgress, filters: FilterForm) -> bool:
    return filters.chosen("state") in {"", text.state} and filters.chosen("kind") in {"", text.original.kind}


def _covers(wanted: list[str], filters: FilterForm) -> list[CoverProgress | None]:
    """The cover in each language, None where the edition in preparation does not come out in it, or it is not asked for."""
    found = covers_of(Edition.objects.in_preparation(), wanted)
    state = filters.chosen("state")
    if filters.chosen("kind"):
        return [None] * len(wanted)
    covers = [found.get(language) for language in wanted]
    return [cover if cover and state in {"", cover.state} else None for cover in covers]

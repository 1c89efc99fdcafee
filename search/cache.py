"""Searches, cached as all readers of one key read them: the screen without its results, and, by question, the results.

Around the results stand the same bars, fields and links for every question: cached, they save a quarter of a search. The
results are the same as long as nothing has changed that a search depends on (search.cache_versions): asked again, it
takes three queries and a tenth of the time. A question that is narrowed is answered plainly; what is looked
for in vain is looked for, and counted, each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from accounts.readers import UserValues, VaryKey, bare_request, placeholder_user, vary_key
from common import markup
from common.caching.levels import PageCache
from common.caching.pages import CachedPage, page_for_many, wait_for_turn
from common.caching.placeholders import placeholder
from common.database.queries import CompiledQuery
from contributions.cache_versions.models import SITE, CacheVersion
from contributions.views.pages.page_cache import reader_as_others
from search.cache_versions import FOUND
from search.filters import NARROWING, SearchForm
from search.query import Query
from search.results import SearchResults

LONGEST_QUERY = 300
frames = PageCache("search frames", 1_000_000)  # one takes 15 KB, and there is one for each key
found = PageCache("searches", 400_000)  # one question takes 5 KB

type Drawn = Callable[[HttpRequest], tuple[str, bool]]
type Framed = Callable[..., HttpResponse]


class Versions(NamedTuple):
    site: int
    found: int


def cached_search(request: HttpRequest, drawn: Drawn, framed: Framed) -> HttpResponse | None:
    """Returns the screen of a question, or None where it has to be made plainly.

    `drawn(request)` makes the HTML of what is found, and says whether it may be cached; `framed` the screen around what is
    drawn already, for a reader and a question that stand for many.
    """
    reader = reader_as_others(request)
    versions = _versions_for(request, reader)
    if reader is None or versions is None:
        return None
    vary = vary_key(reader)
    frame = _frame(request, vary, versions, framed)
    known = _found(request, vary, versions, drawn) if frame is not None else None
    if frame is None or known is None:
        return None
    values = UserValues(request)
    values.update(_of_question(request.GET))
    values["drawn"] = known.filled(values)
    return HttpResponse(frame.filled(values))


def _versions_for(request: HttpRequest, reader: User | None) -> Versions | None:
    """Reads them before anything else: what is made after them is at least as new as they are."""
    row: Any = _versions.first(reader.pk) if reader and _is_plain_question(request) else None
    return None if row is None else Versions(row.of_site, row.of_found)


def _found(request: HttpRequest, vary: VaryKey, versions: Versions, drawn: Drawn) -> CachedPage | None:
    key = (request.META["QUERY_STRING"], versions, vary, timezone.localdate())
    known = found.get(key)
    if known is None and wait_for_turn(request):
        known = found.get(key)
    if known is not None:
        return known
    bare, is_cacheable = bare_request(request, placeholder_user(vary)), False

    def draw() -> HttpResponse:
        nonlocal is_cacheable
        html, is_cacheable = drawn(bare)
        return HttpResponse(html)

    made = page_for_many(draw)
    if made is not None and is_cacheable:
        found.set(key, made)
    return made


def _is_plain_question(request: HttpRequest) -> bool:
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    return bool(_asked(request.GET)) and not any(request.GET.get(name) for name in NARROWING)


def _asked(query: QueryDict) -> str:
    return Query.read(markup.clean_text(query.get("q", ""))).text


def _of_question(query: QueryDict) -> dict[str, bytes]:
    words = {"typed": markup.clean_text(query.get("q", "")), "asked": _asked(query), "rest": rest_of(query)}
    return {name: escape(value).encode() for name, value in words.items()}


def rest_of(query: QueryDict) -> str:
    """Returns the address without the kind of text that is looked for, and the page."""
    rest = query.copy()
    for name in ("kind", "page"):
        rest.pop(name, None)
    return rest.urlencode()


def _frame(request: HttpRequest, vary: VaryKey, versions: Versions, framed: Framed) -> CachedPage | None:
    key = (request.scheme, request.get_host(), vary, versions.site)
    frame = frames.get(key)
    if frame is None:
        bare = bare_request(request, placeholder_user(vary))
        about = {name: placeholder(name) for name in ("drawn", "rest")}
        frame = page_for_many(lambda: framed(bare, *_any_question(), **about))
        if frame is not None:
            frames.set(key, frame)
    return frame


def _any_question() -> tuple[SearchForm, SearchResults]:
    query = QueryDict(mutable=True)
    query["q"] = placeholder("typed")
    return SearchForm(query), SearchResults(question=placeholder("asked"))


def _with_versions(person: int) -> Any:
    rows = User.objects.filter(pk=person).order_by().only("pk")
    return rows.annotate(of_site=CacheVersion.objects.of(SITE), of_found=CacheVersion.objects.of(FOUND))


_versions = CompiledQuery(_with_versions, -2)

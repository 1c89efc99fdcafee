"""Lists, cached as all readers of one key read them: what is new, the questions, the list of each; and, above, home.

Each is made anew once what it was made from has another cache version (`contributions.cache_versions`). Every save and
every comment gives another one to what is new, to the questions and to home, which show it; the list of a theme has its own. A
list that is narrowed, or is not at its beginning, is made plainly.

In the tests every list that is answered from here is made plainly as well, and compared: tests/cache_comparison.py.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.access import is_editor
from accounts.models import User
from accounts.readers import NOBODY, UserValues, address_key, vary_key
from campaign.calendar.rights import boundaries_passed
from common.caching.pages import CachedPage
from common.database.queries import CompiledQuery
from contributions.cache_versions.models import NEWS, PATROLS, SITE, CacheVersion
from contributions.views.pages.page_cache import View, cached_page, reader_as_others


class Basis(NamedTuple):
    """What a list is made from, and whose it is, where she has left marks that it shows."""

    versions: Hashable
    owner: Hashable = NOBODY


type FindBasis = Callable[[User], Basis | None]


def cached_list(request: HttpRequest, basis_for: FindBasis, view: View) -> HttpResponse:
    """Returns what `view(request)` answers, from the cache where it can.

    `view` is also called with a bare request of somebody who stands for many. `basis_for(reader)` is asked before anything,
    and returns None where the list has to be made for her: a draft waits, say.
    """
    found = list_page(request, basis_for, view)
    return view(request) if found is None else HttpResponse(found.filled(UserValues(request)))


def list_page(request: HttpRequest, basis_for: FindBasis, view: View) -> CachedPage | None:
    """Returns the list without what is the reader's own, or None where it has to be made plainly."""
    reader = reader_as_others(request)
    if reader is None or request.method != "GET" or request.META.get("QUERY_STRING"):
        return None
    basis = basis_for(reader)
    if basis is None:
        return None
    key = (address_key(request), (basis.versions, timezone.localdate()), vary_key(reader))
    return cached_page(request, key, view, basis.owner)


def basis_of_news(reader: User, *, has_patrols: bool = False) -> Basis | None:
    """Returns what home, the questions and what is new are made from, and for editors what waits for them, if it is shown.
    One query.
    """
    found: Any = _versions.first(reader.pk, timezone.now())
    if found is None:
        return None
    patrols = found.of_patrols if has_patrols and is_editor(reader) else 0
    return Basis((found.of_site, found.of_news, patrols, found.boundaries))


def _with_versions(person: int, at: datetime) -> Any:
    rows = User.objects.filter(pk=person).order_by().only("pk")
    places = {"of_site": SITE, "of_news": NEWS, "of_patrols": PATROLS}
    versions = {name: CacheVersion.objects.of(place) for name, place in places.items()}
    return rows.annotate(**versions, boundaries=boundaries_passed(at))


_versions = CompiledQuery(_with_versions, -77, datetime(1, 2, 3, tzinfo=UTC))

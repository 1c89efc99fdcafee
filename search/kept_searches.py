"""Searches, kept as everybody of one kind reads them: the screen without what was found, and, by its question, what was found.

Around what was found stand the same bars, fields and links for every question: kept, they save a quarter of a search. What was
found is the same as long as nothing has changed that a search depends on (search.stamps): asked again, it takes three queries
and a tenth of the time. A question that is narrowed is answered the plain way; what is looked for in vain is looked
for, and counted, each time.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import get_language

import markup
from accounts.models import User
from accounts.readers import OwnValues, anyone_like, kind_of
from contributions.pages import kept_screens
from contributions.stamps.models import SITE, Stamp
from kept import holes
from kept.queries import KeptQuery
from kept.screens import Piece, Screen
from kept.store import Store
from search.asked import Asked
from search.forms import NARROWING, SearchForm
from search.results import Results
from search.stamps import FOUND

LONGEST_QUERY = 300
frames: Store[Screen] = Store(1_000_000)  # one takes 40 KB, and there is one for each language and kind of person
found: Store[Piece] = Store(400_000)  # one question takes 5 KB

type Drawn = Callable[[HttpRequest], tuple[str, bool]]
type Whole = Callable[..., HttpResponse]


class Stamps(NamedTuple):
    site: int
    found: int


def kept_search(request: HttpRequest, drawn: Drawn, whole: Whole) -> HttpResponse | None:
    """The screen of a question; None where it has to be made the plain way.

    `drawn(request)` makes the HTML of what is found, and says whether it may be kept; `whole` the screen around what is drawn
    already, for a reader and a question that stand for many.
    """
    reader = kept_screens.reader_as_others(request)
    stamps = _stamps_for(request, reader)
    if reader is None or stamps is None:
        return None
    frame = _frame(request, reader, stamps, whole)
    if frame is None:
        return None
    values = OwnValues(request)
    values.update(_of_question(request.GET))
    values["drawn"] = _found(request, reader, stamps, drawn)
    return kept_screens.filled(request, frame, values)


def _stamps_for(request: HttpRequest, reader: User | None) -> Stamps | None:
    """Read before anything else: what is made after them is at least as new as they are."""
    row = _stamped.first(reader.pk) if reader and _is_plain_question(request) else None
    return None if row is None else Stamps(*row)


def _found(request: HttpRequest, reader: User, stamps: Stamps, drawn: Drawn) -> Piece:
    day = timezone.localdate()
    key = (request.META["QUERY_STRING"], stamps, get_language(), day, kind_of(reader))
    piece = found.get(key)
    if piece is None:
        made, is_kept = drawn(request)
        piece = Piece.of(made)
        if is_kept:
            found.keep(key, piece)
    return piece


def _is_plain_question(request: HttpRequest) -> bool:
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    return bool(_asked(request.GET)) and not any(request.GET.get(name) for name in NARROWING)


def _asked(query: QueryDict) -> str:
    return Asked.read(markup.clean_text(query.get("q", ""))).text


def _of_question(query: QueryDict) -> dict[str, bytes]:
    words = {"typed": markup.clean_text(query.get("q", "")), "asked": _asked(query), "rest": rest_of(query)}
    return {name: escape(value).encode() for name, value in words.items()}


def rest_of(query: QueryDict) -> str:
    """The address without the kind of text that is looked for, and the page."""
    rest = query.copy()
    for name in ("kind", "page"):
        rest.pop(name, None)
    return rest.urlencode()


def _frame(request: HttpRequest, reader: User, stamps: Stamps, whole: Whole) -> Screen | None:
    key = (request.get_host(), get_language(), kind_of(reader), stamps.site)
    frame = frames.get(key)
    if frame is None:
        twin = copy(request)
        twin.user = anyone_like(reader)
        frame = kept_screens.screen_of(lambda: whole(twin, *_any_question(), **_as_marks("drawn", "rest")))
        if frame is not None:
            frames.keep(key, frame)
    return frame


def _any_question() -> tuple[SearchForm, Results]:
    query = QueryDict(mutable=True)
    query["q"] = holes.mark("typed")
    return SearchForm(query), Results(question=holes.mark("asked"))


def _as_marks(*names: str) -> dict[str, str]:
    return {name: holes.mark(name) for name in names}


def _with_stamps(person: int) -> Any:
    rows = User.objects.filter(pk=person).order_by()
    return rows.annotate(of_site=Stamp.objects.of(SITE), of_found=Stamp.objects.of(FOUND)).values_list(
        "of_site", "of_found"
    )


_stamped: KeptQuery[tuple[int, int]] = KeptQuery(_with_stamps, -2)

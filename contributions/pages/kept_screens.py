"""The screens of a page, kept as everybody of one kind reads them, and filled in for each reader.

A page costs some ten queries and a template of hundreds of lines; kept, it costs one query beside those for session and
person: a thirtieth of the time. What it was made from is named in its key: the stamps of the page and of the site
(contributions.stamps), the day, the language, what the reader may do. Who has left a mark on the page (said something, found
it useful, follows it, gave thanks, wrote in it) reads a screen of her own, kept in the same way.

In the tests every screen that is answered from here is made the plain way too, and compared: tests/kept_screens.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from copy import copy
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import User
from accounts.readers import NOBODY, OwnValues, anyone_like, kind_of
from contributions.endorsements.models import Endorsement
from contributions.pages.models import Page, PageRevision
from contributions.people.models import Thanks
from contributions.questions.models import QuestionAnswer
from contributions.stamps.models import SITE, Stamp
from contributions.talk.models import Contribution
from contributions.watches.models import Watch
from drafts.models import Draft
from kept import holes
from kept.queries import KeptQuery
from kept.screens import NotForMany, Screen
from kept.store import Store

type Plain = Callable[[HttpRequest], HttpResponse]

LONGEST_QUERY = 120
MARKS_AT_ONCE = 20_000
TAKES_GZIP = re.compile(r"\bgzip\b")
screens: Store[Screen] = Store(settings.KEPT_SCREENS_MEGABYTES * 1_000_000)


def kept(request: HttpRequest, theme: str, slug: str, plain: Plain, *, takes_query: bool = False) -> HttpResponse:
    """What `plain(request)` answers about the page at this address, from a kept screen where there is one.

    `plain` is also called for a reader who stands for many. With `takes_query` each query string has a screen of its own;
    without, an address that has one is answered the plain way.
    """
    page = _stamped_page_for(request, theme, slug, takes_query=takes_query)
    if page is None:
        return plain(request)
    reader = cast(User, request.user)
    has_marks = has_left_marks(reader.pk, page.pk, page.stamp)
    address = (request.get_host(), request.get_full_path())
    key = (address, _made_from(page), _as_read_by(reader), reader.pk if has_marks else NOBODY)
    screen = screens.get(key)
    if screen is None:
        screen = _made(request, reader if has_marks else anyone_like(reader), plain)
        if screen is None:
            return plain(request)
        screens.keep(key, screen)
    return filled(request, screen)


def filled(request: HttpRequest, screen: Screen, values: OwnValues | None = None) -> HttpResponse:
    values = OwnValues(request) if values is None else values
    if not TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(screen.filled(values))
    return HttpResponse(screen.compressed(values), headers={"Content-Encoding": "gzip", "Vary": "Accept-Encoding"})


def _stamped_page_for(request: HttpRequest, theme: str, slug: str, *, takes_query: bool) -> Any:
    """The page, where a kept screen may answer: not where something has to be told, or a draft goes on."""
    query = request.META.get("QUERY_STRING", "")
    if (query and not takes_query) or len(query) > LONGEST_QUERY or request.method != "GET" or "\0" in theme + slug:
        return None
    reader = reader_as_others(request)
    if reader is None:
        return None
    page: Any = _stamped_page.first(theme, slug, reader.pk, timezone.now())
    return None if page is None or page.has_draft else page


def _made_from(page: Any) -> Hashable:
    return (page.pk, page.version, page.render, page.stamp, page.site_stamp, page.writing_is_open)


def _as_read_by(reader: User) -> Hashable:
    return (get_language(), timezone.localdate(), kind_of(reader), reader.watches_what_i_join)


def _made(request: HttpRequest, reader: User, plain: Plain) -> Screen | None:
    twin = copy(request)
    twin.user = reader
    return screen_of(lambda: plain(twin))


def screen_of(make: Callable[[], HttpResponse]) -> Screen | None:
    """What is made here for many; None where it is not for many after all."""
    with holes.left_open():
        response = make()
    if response.status_code != 200 or response.cookies:
        return None
    try:
        return Screen.of(response.content)
    except NotForMany:
        return None


def reader_as_others(request: HttpRequest) -> User | None:
    """The person of a request, unless something has to be told to her, or only a part of a screen is asked for."""
    reader = request.user
    if not isinstance(reader, User) or reader.notices_waiting:
        return None
    return None if "messages" in request.COOKIES or "HX-Request" in request.headers else reader


def _stamped(theme: str, slug: str, person: int, at: datetime) -> Any:
    """The page at an address, with all that may have changed since a screen of it was made."""
    key = Concat(Value("page:"), Cast(OuterRef("pk"), CharField()), Value(":say"))
    draft = Draft.objects.filter(person=person, key=key, ended_at=None, length__gt=0)
    rows = Page.objects.visible().filter(theme__slug=theme, slug=slug).with_writing_open(at)
    rows = rows.annotate(
        has_draft=Exists(draft), stamp=Stamp.objects.of(OuterRef("pk")), site_stamp=Stamp.objects.of(SITE)
    )
    return rows.only("version", "render")


def _marked(page: int, person: int) -> Any:
    """The page, and in `is_marked` whether somebody has left something there that her screen shows."""
    here = Q(page=page) | Q(contribution__page=page)
    marks = (
        Contribution.objects.filter(page=page, author=person),
        PageRevision.objects.filter(id=page, history_user=person),
        Endorsement.objects.filter(here | Q(passage__page=page), person=person),
        Watch.objects.filter(here, person=person),
        Thanks.objects.filter(here, by=person),
        QuestionAnswer.objects.filter(Q(question__asked_by=person) | Q(by=person), page=page),
    )
    found = Exists(marks[0])
    for rows in marks[1:]:
        found |= Exists(rows)  # type: ignore[assignment]
    return Page.objects.filter(pk=page).annotate(is_marked=found).only("byline")


_stamped_page = KeptQuery(_stamped, "of a theme", "of a page", NOBODY, datetime(1, 2, 3, tzinfo=UTC))
_marked_page = KeptQuery(_marked, -2, NOBODY)


@lru_cache(maxsize=MARKS_AT_ONCE)
def has_left_marks(person: int, page: int, stamp: int) -> bool:
    """Whether the person has left a mark on the page; what she leaves changes its stamp."""
    found: Any = _marked_page.first(page, person)
    return found is None or found.is_marked or any(author["id"] == person for author in found.byline)

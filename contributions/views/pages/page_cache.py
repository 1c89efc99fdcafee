"""Who has left marks on a page, by its cache version: asked once for all of its readers, who are many more."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from typing import Any, NamedTuple, cast

from django.conf import settings
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, JSONObject
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.models import User
from accounts.readers import (
    NOBODY,
    UserValues,
    VaryKey,
    address_key,
    bare_request,
    placeholder_user,
    vary_key,
)
from accounts.sessions import user_of, with_session
from campaign.calendar.rights import boundaries_passed
from common.caching.levels import PageCache
from common.caching.lru import LRUCache
from common.caching.pages import CachedPage, page_for_many, wait_for_turn
from common.caching.placeholders import making_for_many
from common.database.queries import CompiledQuery
from contributions.cache_versions.models import SITE, CacheVersion
from contributions.comments.models import Comment
from contributions.contributors.models import Thanks
from contributions.endorsements import Endorsement
from contributions.pages.models import Page, PageRevision
from contributions.passages import Passage
from contributions.questions.models import QuestionAnswer
from contributions.watches.models import Watch
from drafts.models import Draft

REMEMBERED = 100_000
"""People of all pages together, some hundred bytes each."""
ALWAYS, NEVER = Value(True), Value(False)
SHOWS_OUTSIDE = Q(is_hidden=True) | Q(withdrawn_at__isnull=False) | Q(passage__isnull=False)


class PageMarks(NamedTuple):
    """The keys of those whose marks show in the regions of their own, and of those of whom something shows outside, too."""

    cache_version: int
    in_regions: frozenset[int]
    outside: frozenset[int]


NO_MARKS = PageMarks(0, frozenset(), frozenset())
marks: LRUCache[PageMarks] = LRUCache(REMEMBERED, lambda known: 1 + len(known.in_regions) + len(known.outside))


def marks_on(page: int, cache_version: int) -> PageMarks:
    """Returns who has left marks on the page; each mark changes the page's cache version. One query, or none."""
    known = marks.get(page)
    if known is None or known.cache_version != cache_version:
        known = PageMarks(cache_version, *_found(page))
        marks.set(page, known)
    return known


def _found(page: int) -> tuple[frozenset[int], frozenset[int]]:
    in_regions: set[int] = set()
    outside: set[int] = set()
    for person, shows_outside, byline in _people.tuples(page):
        some = {author["id"] for author in json.loads(byline)} if byline else {person}
        (outside if shows_outside else in_regions).update(some)
    return frozenset(in_regions), frozenset(outside)


def _people_with_marks_on(page: int) -> Any:
    """One condition on one index each: an OR over two tables would look through all endorsements."""
    here, answers = [{"page": page}, {"comment__page": page}], QuestionAnswer.objects.filter(page=page)
    found = _authors_of(page).union(
        _of(PageRevision.objects.filter(id=page), "history_user"),
        _of(Comment.objects.filter(page=page), "author", SHOWS_OUTSIDE),
        *(_of(Endorsement.objects.filter(**one), "person") for one in here),
        *(_of(Watch.objects.filter(**one), "person") for one in here),
        *(_of(Thanks.objects.filter(**one), "by") for one in here),
        _of(Endorsement.objects.filter(passage__page=page), "person", ALWAYS),
        *(_of(answers, whose, ALWAYS) for whose in ("question__asked_by", "by")),
    )
    return found.order_by()


def _authors_of(page: int) -> Any:
    """All in one row. Where there is a passage, it shows outside: what one agrees with is nobody's own words."""
    nobody, has_passages = Value(NOBODY, BigIntegerField()), Exists(Passage.objects.filter(page=page))
    return Page.objects.filter(pk=page).order_by().values_list(nobody, has_passages, Cast("byline", TextField()))


def _of(rows: QuerySet[Any], whose: str, shows_outside: Any = NEVER) -> Any:
    return rows.order_by().values_list(whose, ExpressionWrapper(shows_outside, BooleanField()), Value(""))


_people: CompiledQuery[Page] = CompiledQuery(_people_with_marks_on, -7)


# The pages of the wiki, cached as all readers of one key read them, and filled in for each reader.
#
# A page costs some ten queries and a template of hundreds of lines; cached, it costs one query beside those for session and
# person. What it was made from is named in its key: the cache versions of the page and of the
# site, the day, how far the calendar is, what the reader may do. Users with equal rights share one cached page.
# Where one of them said something, found something useful, follows it or gave thanks, her own regions stand in the place of
# those for many (`own_regions`). Who has left what shows elsewhere too (a passage that she agrees with, something
# withdrawn) has a page of her own.
#
# In the tests every page that is answered from here is made plainly as well, and compared: tests/cache_comparison.py.


type View = Callable[[HttpRequest], HttpResponse]
type PageKey = tuple[Hashable, Hashable, VaryKey]
"""An address, the versions of all that is shown there, and what of the reader it depends on."""
type OwnRegions = Callable[[HttpRequest, Any], dict[str, str]]
type Found = Callable[[HttpRequest], HttpResponse | None]
"""Returns what is cached at the address of a request, or None: then the view there is to be asked."""
type RegionsNow = Callable[[CachedPage, Any], dict[str, str]]

LONGEST_QUERY = 120
addresses: LRUCache[Found] = LRUCache(20_000)
"""What may be cached at an address, where it has led there in this process: see guide_project/cached_first.py."""
pages = PageCache("pages", settings.PAGE_CACHE_MEGABYTES * 1_000_000)
regions: LRUCache[dict[str, CachedPage]] = LRUCache(1_000_000, lambda own: sum(page.size for page in own.values()))
logger = logging.getLogger(__name__)


def cached(
    request: HttpRequest,
    theme: str,
    slug: str,
    view: View,
    *,
    takes_query: bool = False,
    shows_marks: bool = True,
    own_regions: OwnRegions | None = None,
    regions_now: RegionsNow | None = None,
) -> HttpResponse:
    """Returns what `view(request)` answers about the page at this address, from the cache where it can.

    `view` is also called with a bare request of somebody who stands for many. With `takes_query` each query string is cached
    by itself; without, an address that has one is answered plainly. `own_regions(request, page)` makes the HTML of the
    regions in which marks of the reader show; without it, and where no page for many has been made yet, whoever has left
    marks has a page of her own, unless the screen `shows_marks` of nobody. `regions_now(cached_page, page)` makes the HTML of
    those that are the same for all, but of each moment.
    """
    page = _versions_for(request, theme, slug, takes_query=takes_query)
    if page is None:
        wait_for_turn(request)
        return view(request)
    reader, owner = cast(User, request.user), cast(Hashable, NOBODY)
    key = (address_key(request), _made_from(page), vary_key(reader))
    marks = marks_on(page.pk, page.cache_version) if shows_marks else NO_MARKS
    if reader.pk in marks.in_regions or reader.pk in marks.outside:
        if own_regions and reader.pk not in marks.outside:
            shared = _shared_with_own(request, page, key, own_regions)
            if shared is not None:
                return _filled(request, page, *shared, regions_now)
        owner = (own_key(reader), page.cache_version)
    found = cached_page(request, key, view, owner)
    return view(request) if found is None else _filled(request, page, found, {}, regions_now)


def remember_address(request: HttpRequest, found: Found) -> None:
    """Has whoever asks for the same address be answered by `found`, if she can be, without looking for its view."""
    if settings.PAGE_CACHE_MEGABYTES and "\0" not in request.path_info:
        addresses.set(request.path_info, found)


def found_in_cache(
    request: HttpRequest,
    theme: str,
    slug: str,
    *,
    takes_query: bool = False,
    shows_marks: bool = True,
    regions_now: RegionsNow | None = None,
) -> HttpResponse | None:
    """Returns what `cached` would answer with a page that has been made already for many, or None: where it is still to be
    made, and for whoever has left marks there. Then `cached` does not ask for the versions once more.

    Session, person and versions are one statement: it is called before the session is read.
    """
    session: Any = request.session
    session.along = (_person_and_versions, (theme, slug))
    request.user = user_of(request)
    brought = getattr(request.user, BROUGHT, None)
    if brought:
        vars(request)["page_versions"] = PageVersions(**json.loads(brought))
    page = _versions_for(request, theme, slug, takes_query=takes_query)
    if page is None:
        return None
    reader = cast(User, request.user)
    marks = marks_on(page.pk, page.cache_version) if shows_marks else NO_MARKS
    is_shared = reader.pk not in marks.in_regions and reader.pk not in marks.outside
    found = pages.get((address_key(request), _made_from(page), vary_key(reader), NOBODY)) if is_shared else None
    if found is None:
        vars(request)["page_versions"] = page
        return None
    return _filled(request, page, found, {}, regions_now)


def _filled(
    request: HttpRequest, page: Any, found: CachedPage, own: dict[str, CachedPage], make: RegionsNow | None
) -> HttpResponse:
    values = UserValues(request)
    own_now = {name: region.filled(values) for name, region in own.items()}
    now = {name: html.encode() for name, html in make(found, page).items()} if make else {}
    return HttpResponse(found.filled(values, own_now | now))


def cached_page(request: HttpRequest, key: PageKey, view: View, owner: Hashable) -> CachedPage | None:
    """Returns the page with this key for its owner, or for many where she is NOBODY; None where it cannot be made so."""
    found = pages.get((*key, owner))
    if found is None and wait_for_turn(request):
        found = pages.get((*key, owner))
    if found is None:
        found = _made(request, key[2], view, owner)
        if found is not None:
            pages.set((*key, owner), found)
    return found


def own_key(reader: User) -> Hashable:
    """Returns what the page or the regions of one reader are her own by: who she is, and what counts as followed by her."""
    return (reader.pk, reader.watches_what_i_join)


def _shared_with_own(
    request: HttpRequest, page: Any, key: tuple[Hashable, ...], make: OwnRegions
) -> tuple[CachedPage, dict[str, CachedPage]] | None:
    """Returns the page for many and the reader's own regions, or None where there is none, or these could not be made, which
    the log tells.
    """
    found = pages.get((*key, NOBODY))
    if found is None:
        return None
    of_reader = (*key, own_key(cast(User, request.user)), page.cache_version)
    own = regions.get(of_reader)
    if own is None:
        try:
            with making_for_many():
                own = {name: CachedPage.of(html.encode()) for name, html in make(request, page).items()}
        except Exception:
            logger.exception("What of a page is a reader's own could not be made.")
            return None
        regions.set(of_reader, own)
    return found, own


def reader_as_others(request: HttpRequest) -> User | None:
    """Returns the person of a request whom the cache may answer, or None: something has to be told to her, only a part of a
    page is asked for, or the cache is switched off.
    """
    reader = request.user
    if not settings.PAGE_CACHE_MEGABYTES or not isinstance(reader, User) or reader.notices_waiting:
        return None
    return None if "messages" in request.COOKIES or "HX-Request" in request.headers else reader


def _versions_for(request: HttpRequest, theme: str, slug: str, *, takes_query: bool) -> Any:
    """Returns the page with all that its cached pages depend on, or None where it has to be made: a draft waits, say."""
    query = request.META.get("QUERY_STRING", "")
    if (query and not takes_query) or len(query) > LONGEST_QUERY or request.method != "GET" or "\0" in theme + slug:
        return None
    reader = reader_as_others(request)
    if reader is None:
        return None
    known = vars(request).get("page_versions")
    page: Any = known or _page_versions.first(theme, slug, reader.pk, timezone.now())
    return None if page is None or page.has_draft else page


class PageVersions(NamedTuple):
    """What `_with_versions` says of a page, as it comes along with the session."""

    pk: int
    version: int
    render: int
    has_draft: bool
    cache_version: int
    version_for_many: int
    site_version: int
    boundaries: int
    readers_now: int

    @property
    def fragment_key(self) -> str:
        return Page(pk=self.pk, version=self.version, render=self.render).fragment_key


def _made_from(page: Any) -> Hashable:
    versions = (page.pk, page.version, page.render, page.version_for_many, page.site_version, page.boundaries)
    return (versions, timezone.localdate())


def _made(request: HttpRequest, vary: VaryKey, view: View, owner: Hashable) -> CachedPage | None:
    user = placeholder_user(vary) if owner == NOBODY else cast(User, request.user)
    return page_for_many(lambda: view(bare_request(request, user)))


def _with_versions(theme: str, slug: str, person: int, at: datetime) -> Any:
    key = Concat(Value("page:"), Cast(OuterRef("pk"), CharField()), Value(":say"))
    draft = Draft.objects.filter(person=person, key=key, ended_at=None, length__gt=0)
    rows = Page.objects.visible().filter(theme__slug=theme, slug=slug)
    rows = rows.annotate(
        has_draft=Exists(draft),
        cache_version=CacheVersion.objects.of(OuterRef("pk")),
        version_for_many=CacheVersion.objects.of(OuterRef("pk"), for_many=True),
        site_version=CacheVersion.objects.of(SITE),
        boundaries=boundaries_passed(at),
        readers_now=Coalesce(F("standing__readers"), 0),
    )
    return rows.only("version", "render")


_page_versions = CompiledQuery(_with_versions, "of a theme", "of a page", NOBODY, datetime(1, 2, 3, tzinfo=UTC))


def _person_with_versions(person: int, key: str, at: datetime, theme: str, slug: str) -> QuerySet[User]:
    found = JSONObject(**{name: name for name in PageVersions._fields})
    page = _with_versions(theme, slug, person, at).order_by().values(found=found)
    return with_session(person, key, at).annotate(**{BROUGHT: Subquery(page[:1], output_field=TextField())})


BROUGHT = "page_versions_brought"
_person_and_versions = CompiledQuery(
    _person_with_versions, NOBODY, "of a session", datetime(1, 2, 3, tzinfo=UTC), "of a theme", "of a page"
)

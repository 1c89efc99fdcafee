"""What the list of a theme is made from, and who has left marks that show there: see contributions.views.list_cache."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import access
from accounts.access import readers_only
from accounts.models import User
from accounts.readers import NOBODY, query_reader
from campaign.calendar.rights import boundaries_passed, bring_rights, rights_in, with_rights
from common.caching.lru import LRUCache
from common.database.queries import CompiledQuery
from common.paging import CountOf, NumberedPage, numbered_page, parse_int
from contributions.cache_versions.models import NEWS, OF_THEMES, SITE, CacheVersion
from contributions.comments.models import Comment
from contributions.contributors.models import Thanks
from contributions.endorsements import Endorsement, passage_to_agree_with
from contributions.page_views import USEFUL, ranking_of
from contributions.pages.models import Page
from contributions.passages import Passage
from contributions.views.comments.forms import Box, box_of_theme
from contributions.views.comments.threads import answers_to
from contributions.views.list_cache import Basis, cached_list
from contributions.views.pages.page_cache import own_key
from contributions.watches.models import Watch, with_watching
from drafts.models import Draft
from themes.models import Theme

REMEMBERED = 20_000
marks: LRUCache[bool] = LRUCache(REMEMBERED)


def basis_of_theme(reader: User, slug: str) -> Basis | None:
    """Returns what the list is made from for the reader, or None where she has begun to answer. One query, and three where
    the list has changed since she read it.
    """
    found: Any = None if "\0" in slug else _theme_versions.first(slug, reader.pk, timezone.now())
    if found is None or found.has_draft:
        return None
    in_reading = 0 if rights_in(found).write else found.of_news  # then it says how many texts there are
    versions = (found.pk, found.of_site, found.of_list, in_reading, found.boundaries)
    return Basis(versions, own_key(reader) if _has_marks(reader, found, found.of_list) else NOBODY)


def _with_versions(slug: str, person: int, at: datetime) -> Any:
    key = Concat(Value("theme:"), Cast(OuterRef("pk"), CharField()), Value(":say"))
    draft = Draft.objects.filter(person=person, key=key, ended_at=None, length__gt=0)
    rows = with_rights(Theme.objects.filter(slug=slug), at).annotate(
        has_draft=Exists(draft),
        of_site=CacheVersion.objects.of(SITE),
        of_news=CacheVersion.objects.of(NEWS),
        of_list=CacheVersion.objects.of(Value(OF_THEMES) - OuterRef("pk")),
        boundaries=boundaries_passed(at),
    )
    return rows.order_by().only("pk")


_theme_versions = CompiledQuery(_with_versions, "of a theme", NOBODY, datetime(1, 2, 3, tzinfo=UTC))


def _has_marks(reader: User, theme: Theme, version: int) -> bool:
    """Whether the list shows her what it shows nobody else; each mark changes the list's version."""
    key = (reader.pk, theme.pk, version)
    known = marks.get(key)
    if known is None:
        left: Any = _with_marks.first(theme.pk, reader.pk)
        known = left is None or bool(left.has_marks)
        known = known or (bool(left.has_passages) and _offered(theme, reader) != _offered(theme, _nobody()))
        marks.set(key, known)
    return known


def _left_marks(theme: int, person: int) -> Any:
    """The theme, and whether somebody follows it, or has said, endorsed, followed or given thanks for something under it."""
    here = Q(comment__theme=theme, comment__page=None, comment__video=None)
    found: Any = Exists(Comment.objects.filter(theme=theme, page=None, video=None, author=person))
    for rows in (
        Endorsement.objects.filter(here, person=person),
        Watch.objects.filter(here | Q(theme=theme), person=person),
        Thanks.objects.filter(here, by=person),
    ):
        found |= Exists(rows)
    passages = Exists(Passage.objects.filter(page__theme=theme))
    return Theme.objects.filter(pk=theme).annotate(has_marks=found, has_passages=passages).order_by().only("pk")


_with_marks = CompiledQuery(_left_marks, -7, -8)


def _offered(theme: Theme, reader: User) -> int | None:
    """Returns the passage that she is asked to agree with."""
    passage = passage_to_agree_with(theme, reader)
    return passage.pk if passage else None


def _nobody() -> User:
    return query_reader(NOBODY, is_editor=False, watches=False)


# A question: its open box, its pages, what was said under it.


PAGES_AT_ONCE = 30
LISTED = ("id", "theme_id", "slug", "title", "excerpt", "version", "modified_at", "byline", "is_hidden")


@readers_only
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """A question, its open box, its pages, the ones that changed last first, and what was said under it; from the cache where
    it can.
    """
    return cached_list(
        request, lambda reader: basis_of_theme(reader, theme), lambda request: show_theme(request, theme)
    )


def show_theme(request: HttpRequest, slug: str, *, box: Box | None = None, status: int = 200) -> HttpResponse:
    """The screen of a question; `box` is one that comes back with what was typed. Raises Http404."""
    theme = _theme_for(request.user, slug)
    open_now = bring_rights(request, rights_in(theme))
    if box is None and open_now.comment and access.is_contributor(request.user):
        box = box_of_theme(request, theme)
    context = {
        "theme": theme,
        "pages": _pages_of(theme, request),
        "page_count": theme.page_count,  # type: ignore[attr-defined]  # an annotation, as the next
        "ranking": ranking_of(theme, request.GET.get("ranked", "")) if request.GET.get("order") == USEFUL else None,
        "box": box,
        "answers": answers_to(theme, request.user, request.GET.get("comment", "")),
        "comment_count": theme.comment_count,  # type: ignore[attr-defined]
        "sent_id": parse_int(request.GET.get("sent", "")) or 0,
    }
    return render(request, "contributions/themes/theme.html", context, status=status)


def _theme_for(reader: access.Person, slug: str) -> Theme:
    """The question with all that its screen says of it; one query. Raises Http404."""
    is_editor = access.is_editor(reader)
    found = None
    if "\0" not in slug:
        if isinstance(reader, User):
            found = _compiled_theme(is_editor, reader.watches_what_i_join).first(slug, reader.pk, timezone.now())
        else:
            found = _theme_rows(reader, slug, timezone.now()).first()
    if found is None:
        raise Http404
    return found


def _theme_rows(reader: access.Person, slug: str, at: datetime) -> QuerySet[Theme]:
    pages = Page.objects.visible_to(reader).filter(theme=OuterRef("pk"))
    comments = Comment.objects.filter(theme=OuterRef("pk"), page=None, video=None, withdrawn_at=None, is_hidden=False)
    rows = with_rights(Theme.objects.filter(slug=slug), at).annotate(
        page_count=CountOf(pages), comment_count=CountOf(comments)
    )
    return with_watching(rows, reader)


@cache
def _compiled_theme(is_editor: bool, watches: bool) -> CompiledQuery[Theme]:
    def make(slug: str, person: int, at: datetime) -> QuerySet[Theme]:
        return _theme_rows(query_reader(person, is_editor=is_editor, watches=watches), slug, at)

    return CompiledQuery(make, "of a theme", -7, datetime(1, 2, 3, tzinfo=UTC))


def _pages_of(theme: Theme, request: HttpRequest) -> NumberedPage:
    number = request.GET.get("page", "")
    is_editor = access.is_editor(request.user)
    if number in {"", "1"}:
        found = _first_pages(is_editor).all(theme.pk)
        page = NumberedPage(found[:PAGES_AT_ONCE], 1, len(found) > PAGES_AT_ONCE)
    else:
        page = numbered_page(_page_rows(theme.pk, is_editor=is_editor), number, PAGES_AT_ONCE)
    for row in page:
        row.theme = theme
    return page


def _page_rows(theme: int, *, is_editor: bool) -> QuerySet[Page]:
    rows = Page.objects.visible_to_readers(are_editors=is_editor).filter(theme=theme)
    return rows.only(*LISTED).recently_changed()


@cache
def _first_pages(is_editor: bool) -> CompiledQuery[Page]:
    return CompiledQuery(lambda theme: _page_rows(theme, is_editor=is_editor)[: PAGES_AT_ONCE + 1], -7)

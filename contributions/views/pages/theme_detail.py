"""A question: its open box, its pages, what was said under it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import access
from accounts.access import readers_only
from accounts.models import User
from accounts.readers import query_reader
from campaign.calendar.rights import bring_rights, rights_in, with_rights
from common.database.queries import CompiledQuery
from common.paging import CountOf, NumberedPage, numbered_page, parse_int
from contributions.comments.models import Comment
from contributions.page_views.useful_pages import USEFUL, ranking_of
from contributions.pages.models import Page
from contributions.views.comments.boxes import Box, box_of_theme
from contributions.views.comments.threads import answers_to
from contributions.views.list_cache import cached_list
from contributions.views.pages.theme_cache import basis_of_theme
from contributions.watches.flags import with_watching
from themes.models import Theme

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

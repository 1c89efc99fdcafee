"""What the list of what is new is made from: see contributions.views.list_cache."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, editors_only, readers_only
from accounts.models import User
from accounts.readers import UserValues
from common.caching.lru import LRUCache
from common.forms.way_back import is_of_this_site
from common.paging import Cursor, parse_int
from contributions.comments.models import Comment, CommentRevision
from contributions.moderation.patrols import Patrol
from contributions.pages.models import PageRevision
from contributions.recent_changes.entries import COMMENT, VERSION, RecentChange, by_day
from contributions.recent_changes.newest import ChangesPage, newest, put_patrols_on
from contributions.recent_changes.sources import revision_line
from contributions.recent_changes.unseen import UNSEEN, line_of
from contributions.views.list_cache import Basis, basis_of_news, list_page
from contributions.views.recent_changes.filters import ChangesFilter

REMEMBERED = 20_000
withdrawn: LRUCache[bool] = LRUCache(REMEMBERED)


def basis_of_changes(reader: User) -> Basis | None:
    """As `basis_of_news`; whoever has withdrawn something, or had it hidden, alone sees it there. One query; two where
    something has changed.
    """
    basis = basis_of_news(reader, has_patrols=True)
    is_apart = basis is not None and _has_withdrawn(reader.pk, basis.versions)
    return basis._replace(owner=reader.pk) if basis and is_apart else basis


def _has_withdrawn(person: int, versions: Hashable) -> bool:
    """Whether a comment of hers is seen by no other reader; each change of one changes the versions."""
    key = (person, versions)
    known = withdrawn.get(key)
    if known is None:
        gone = Comment.objects.filter(Q(is_hidden=True) | Q(withdrawn_at__isnull=False), author=person)
        known = gone.exists()
        withdrawn.set(key, known)
    return known


# What is new, and the editors' marks on what they have read.


ROWS = 50
SEEN = "changes_seen"
MOST_AT_ONCE = 4 * ROWS


@readers_only
def recent_changes(request: HttpRequest) -> HttpResponse:
    """All that the reader may see, by day, newest first, from the cache where it can; `?before=` pages it by key."""
    response, newest = cached_changes(request) or made_changes(request)
    if newest is not None:
        remember(response, newest)
    return response


def cached_changes(request: HttpRequest) -> tuple[HttpResponse, datetime | None] | None:
    """As `made_changes`, or None where it has to be made plainly."""
    page = list_page(request, basis_of_changes, lambda request: made_changes(request)[0])
    if page is None:
        return None
    reader, since = cast(User, request.user), last_visit(request)
    marks = [(name, *line_of(number)) for name, number in page.regions(UNSEEN)]
    mark = render_to_string("contributions/recent_changes/_changes.html#new", {"line": {"is_unseen": True}}).encode()
    unseen = {name: mark for name, moment, person in marks if since and moment > since and person != reader.pk}
    newest = max((moment for _name, moment, _person in marks), default=None)
    return HttpResponse(page.filled(UserValues(request), unseen)), newest and max(newest, since or newest)


def made_changes(request: HttpRequest) -> tuple[HttpResponse, datetime | None]:
    """Returns the screen, and, where it begins with the newest line, until when its reader knows what has happened."""
    form = ChangesFilter(request.GET, request.user)
    before = Cursor.read(request.GET.get("before", ""), ranks=4)
    found = (
        ChangesPage((), None) if form.is_of_nobody else newest(form.wanted(), request.user, before=before, at_most=ROWS)
    )
    seen = mark_unseen(request, found.lines)
    context = {
        "form": form,
        "person": form.chosen_person,
        "days": by_day(found.lines),
        "waiting": [line for line in found.lines if line.waits],
        "number_waiting": Patrol.objects.number_waiting() if access.is_editor(request.user) else 0,
        "next_query": urlencode(form.as_query() | {"before": str(found.last)}) if found.last else "",
        "is_first": before is None,
        "here": request.get_full_path(),
    }
    response = render(request, "contributions/recent_changes/recent_changes.html", context)
    if before is not None or not found.lines:
        return response, None
    return response, max(found.lines[0].moment, seen or found.lines[0].moment)


def mark_unseen(request: HttpRequest, lines: Sequence[RecentChange]) -> datetime | None:
    """Marks what has happened since the reader was here last. Returns when that was."""
    seen = last_visit(request)
    for line in lines:
        line.is_unseen = seen is not None and line.moment > seen and line.person != request.user
    return seen


def last_visit(request: HttpRequest) -> datetime | None:
    """Returns when the reader was here last, which a cookie of her browser knows and nobody else."""
    seen = Cursor.read(f"{request.COOKIES.get(SEEN, '')}~0~0", ranks=4)
    return seen.moment if seen else None


def remember(response: HttpResponse, moment: datetime) -> None:
    response.set_cookie(
        SEEN,
        moment.isoformat(),
        max_age=settings.SESSION_COOKIE_AGE,
        path=reverse("contributions:recent_changes"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@require_POST
@editors_only
def changes_read(request: HttpRequest) -> HttpResponse:
    """An editor has read these versions. In place of the page itself, the marks of what was sent."""
    lines = lines_named(request.POST.getlist("read")[:MOST_AT_ONCE])
    for place, rank in (("page", VERSION), ("comment", COMMENT)):
        Patrol.objects.mark(
            place, [one.revision for one in lines if one.place.rank == rank and one.revision], by=actor(request)
        )
    if not getattr(request, "htmx", False):
        return redirect(way_back(request))
    put_patrols_on(lines)
    context = {"lines": lines, "number_waiting": Patrol.objects.number_waiting()}
    return render(request, "contributions/recent_changes/_after_reading.html", context)


def lines_named(tokens: Sequence[str]) -> list[RecentChange]:
    """The versions that a form names, "page-12" or "comment-40", that there are; two queries."""
    lines: list[RecentChange] = []
    sources: tuple[tuple[str, int, Any], ...] = (("page", VERSION, PageRevision), ("comment", COMMENT, CommentRevision))
    for name, rank, model in sources:
        keys = {history_id_in(token, name) for token in tokens} - {None}
        rows = (
            model.objects.filter(history_id__in=keys)
            .select_related("history_user")
            .defer("body")
            .order_by("-history_date")
            if keys
            else []
        )
        lines += [revision_line(rank, row) for row in rows]
    return lines


def history_id_in(token: str, name: str) -> int | None:
    kind, _dash, key = token.partition("-")
    return parse_int(key) if kind == name else None


def way_back(request: HttpRequest) -> str:
    """The list as the editor left it."""
    address = request.POST.get("next", "")
    return address if is_of_this_site(address) else reverse("contributions:recent_changes")

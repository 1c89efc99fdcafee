"""The screen of what is new.

What the list of what is new is made from: see contributions.views.list_cache.

What the list of what is new is narrowed to. What makes no sense is left out, never an error.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from accounts import access
from accounts.access import actor, editors_only, readers_only
from accounts.models import User
from accounts.people.picking import PersonField, Pick, pick
from accounts.readers import UserValues
from campaign.site_forms import FirstLanguageSelect
from common.caching.lru import LRUCache
from common.forms.screens import is_of_this_site
from common.paging import Cursor, parse_int
from contributions.comments.models import Comment, CommentRevision
from contributions.moderation.patrols import Patrol
from contributions.pages.models import PageRevision
from contributions.recent_changes.entries import COMMENT, UNSEEN, VERSION, RecentChange, by_day, line_of
from contributions.recent_changes.sources import KINDS, ChangesPage, ChangesQuery, newest, put_patrols_on, revision_line
from contributions.views.list_cache import Basis, basis_of_news, list_page
from themes.models import Theme

PERIODS = {"day": 1, "week": 7, "month": 30}


class LenientForm(forms.Form):
    """A form of filters in the address: read as soon as it is made."""

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, label_suffix="")
        self.is_valid()

    def value(self, name: str) -> Any:
        return self.cleaned_data.get(name)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for: then a list that is empty may have more without it."""
        return any(self.data.get(name) for name in self.fields)

    def as_query(self) -> dict[str, str]:
        """The fields as they go into the address of the next page."""
        return {name: self.data[name] for name in self.fields if self.data.get(name) and name in self.cleaned_data}

    def as_everybody_sees(self, *names: str) -> str:
        """What these fields look like as long as none of them is filled in, for the key of a fragment: the themes that can
        be chosen. Nothing where one is filled in. One query; drawing six fields takes 2 ms.
        """
        if any(self.data.get(name) for name in names):
            return ""
        themes = list(Theme.objects.values_list("slug", "number", "short_title"))
        known = [(slug, f"{number}. {title}") for slug, number, title in themes]
        self.fields["theme"].choices = [("", pgettext_lazy("questions of the guide", "All")), *known]  # type: ignore[attr-defined]  # so that drawing asks no more
        return repr(themes)


class PersonFilter(LenientForm):
    """A filter one of whose fields, `person_field`, names somebody."""

    person_field = "person"

    @cached_property
    def picked(self) -> Pick:
        return pick(self.named)

    @property
    def named(self) -> str:
        return str(self.value(self.person_field) or "")

    @property
    def chosen_person(self) -> User | None:
        return self.picked.person

    @property
    def is_of_nobody(self) -> bool:
        """Somebody is asked for whom nobody knows, or who may be several people."""
        return bool(self.named) and self.chosen_person is None

    @property
    def may_be_meant(self) -> list[tuple[User, str]]:
        """The people among whom to choose, each with the address that does."""
        return [(one, urlencode(self.as_query() | {self.person_field: one.handle})) for one in self.picked.several]


def period_field() -> forms.ChoiceField:
    choices = [("", _("At any time")), ("day", _("Today")), ("week", _("In 7 days")), ("month", _("In 30 days"))]
    return forms.ChoiceField(label=_("When"), choices=choices, required=False)


def beginning_of(period: str) -> datetime | None:
    """When the chosen days began; "day" is today alone."""
    if period not in PERIODS:
        return None
    day = timezone.localdate() - timedelta(days=PERIODS[period] - 1)
    return timezone.make_aware(datetime.combine(day, time.min))


class ChangesFilter(PersonFilter):
    theme = forms.ModelChoiceField(
        label=pgettext_lazy("of the guide", "Question"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=pgettext_lazy("questions of the guide", "All"),
        widget=FirstLanguageSelect,
    )
    kind = forms.ChoiceField(label=_("What"), choices=[("", _("Everything")), *KINDS.items()], required=False)
    person = PersonField()
    period = period_field()
    hide_minor = forms.BooleanField(label=_("Hide minor changes"), required=False)
    unreviewed = forms.BooleanField(label=_("Not read yet"), required=False)
    new_people = forms.BooleanField(label=_("By new people"), required=False)

    def __init__(self, query: QueryDict, reader: access.Person) -> None:
        super().__init__(query)
        self.fields["theme"].label_from_instance = lambda theme: f"{theme.number}. {theme.short_title}"  # type: ignore[attr-defined]
        if not access.is_editor(reader):
            for name in ("unreviewed", "new_people"):
                del self.fields[name]
                self.cleaned_data.pop(name, None)

    @property
    def drawn_as(self) -> str:
        """See `as_everybody_sees`."""
        return self.as_everybody_sees(*self.fields)

    def wanted(self) -> ChangesQuery:
        return ChangesQuery(
            theme=self.value("theme"),
            kind=self.value("kind") or "",
            person=self.chosen_person,
            since=beginning_of(self.value("period") or ""),
            without_details=bool(self.value("hide_minor")),
            unreviewed=bool(self.value("unreviewed")),
            by_new_people=bool(self.value("new_people")),
        )


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

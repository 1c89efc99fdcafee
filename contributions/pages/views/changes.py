"""The recent changes of the whole wiki, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts import access
from accounts.access import readers_only
from accounts.models import User
from contributions.pages.forms import ChangesFilter
from contributions.pages.models import Page, PageRevision
from contributions.talk.threads import credit

ROWS = 50


@dataclass(frozen=True)
class Change:
    """A revision, and the page as it stands."""

    revision: PageRevision
    page: Page

    @property
    def changes_url(self) -> str:
        version = self.revision.version
        return "" if version == 1 else self.page.changes_url(version - 1, version)


@readers_only
def recent_changes(request: HttpRequest) -> HttpResponse:
    """All revisions of the pages that the reader may see, by day; `?before=` pages them by key."""
    form = ChangesFilter(request.GET)
    person = form.chosen_person()
    rows = filtered(form, person, request.user)
    if key := key_in(request.GET.get("before", "")):
        rows = rows.older_than_change(*key)
    found = list(rows[: ROWS + 1])
    changes = with_pages(found[:ROWS])
    context = {
        "form": form,
        "person": person,
        "days": by_day(changes),
        "next_query": query_after(request, found[ROWS - 1]) if len(found) > ROWS else "",
        "is_first": not key,
    }
    return render(request, "contributions/recent_changes.html", context)


def filtered(form: ChangesFilter, person: User | None, reader: access.Person) -> Any:
    """The revisions that the filter asks for; none for a person whom nobody knows."""
    rows = Page.history.newest_first()
    if not access.is_editor(reader):
        rows = rows.exclude(id__in=Page.objects.filter(is_hidden=True).values("pk"))
    if form.chosen_theme:
        rows = rows.filter(theme=form.chosen_theme)
    if form.handle:
        rows = rows.filter(history_user=person) if person else rows.none()
    return rows.filter(is_minor=False) if form.leaves_out_minor else rows


def with_pages(revisions: list[PageRevision]) -> list[Change]:
    """Each revision with its page, in one query for all; and one for whose words were taken up, if any were."""
    pages = Page.objects.narrow().select_related("theme").in_bulk({revision.id for revision in revisions})
    credit(revisions)
    return [Change(revision, pages[revision.id]) for revision in revisions]


def by_day(changes: list[Change]) -> list[tuple[date, list[Change]]]:
    days = groupby(changes, lambda change: timezone.localdate(change.revision.date))
    return [(day, list(of_the_day)) for day, of_the_day in days]


def key_in(before: str) -> tuple[datetime, int] | None:
    """Where the page before ended: a moment and a row, "2026-11-24T10:00:00+00:00~12"; anything else is the beginning."""
    moment, _, row = before.partition("~")
    try:
        parsed = parse_datetime(moment)
    except ValueError:
        return None
    if parsed is None or timezone.is_naive(parsed) or not (row.isascii() and row.isdecimal() and len(row) < 19):
        return None
    return parsed, int(row)


def query_after(request: HttpRequest, last: PageRevision) -> str:
    kept = {name: request.GET[name] for name in ("theme", "person", "hide_minor") if request.GET.get(name)}
    return urlencode(kept | {"before": f"{last.date.isoformat()}~{last.history_id}"})

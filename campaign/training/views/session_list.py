"""The sessions: as a list and as a calendar, by place and month, those that are over apart; and one's own."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import actor, is_organiser, signed_in_only
from campaign.training.models import Registration, TrainingSession
from common.words.dates import month_and_year

MONDAY = 0
YEARS = range(1900, 2200)  # of which every clock and every database knows the months around


@dataclass(frozen=True)
class Day:
    day: date
    is_of_month: bool
    sessions: list[TrainingSession]


def month_grid(first_day: date, sessions: Iterable[TrainingSession]) -> list[list[Day]]:
    """Returns the weeks of the month of this day; days of its neighbours fill them up, without their sessions."""
    by_day: defaultdict[date, list[TrainingSession]] = defaultdict(list)
    for session in sessions:
        by_day[timezone.localtime(session.starts_at).date()].append(session)
    weeks = Calendar(MONDAY).monthdatescalendar(first_day.year, first_day.month)
    return [
        [Day(day, is_in := day.month == first_day.month, by_day[day] if is_in else []) for day in week]
        for week in weeks
    ]


def month_in(value: str) -> date | None:
    """Returns the first day of the month that an address names ("2026-12"); None for anything else."""
    year, _dash, month = value.partition("-")
    if len(value) != len("2026-12") or not (value.isascii() and year.isdecimal() and month.isdecimal()):
        return None
    is_month = int(year) in YEARS and 1 <= int(month) <= 12
    return date(int(year), int(month), 1) if is_month else None


# The sessions: as a list and as a calendar, by place and month, those that are over apart; and one's own.


MOST = 500
CALENDAR = "calendar"


@dataclass(frozen=True)
class Narrowing:
    """What the address asks for; what makes no sense is left out."""

    place: str
    month: date | None
    view: str

    @classmethod
    def of(cls, request: HttpRequest, places: list[str]) -> Narrowing:
        asked = request.GET.get("place", "")
        view = CALENDAR if request.GET.get("view") == CALENDAR else ""
        return cls(asked if asked in places else "", month_in(request.GET.get("month", "")), view)

    def query(self, **changed: Any) -> str:
        """Returns the address of the same list with something changed."""
        values = {"place": self.place, "month": self.month and f"{self.month:%Y-%m}", "view": self.view} | changed
        return "?" + urlencode({name: value for name, value in values.items() if value})


@signed_in_only
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    places, months, following = _places_and_months()
    asked = Narrowing.of(request, places)
    context: dict[str, Any] = {
        "asked": asked,
        "places": places,
        "months": [(f"{month:%Y-%m}", month_and_year(month)) for month in months],
        "month": asked.month and f"{asked.month:%Y-%m}",
        "may_organise": is_organiser(request.user),
    }
    shown = _calendar(request, asked, months, following) if asked.view == CALENDAR else _list(request, asked)
    return render(request, "campaign/training/sessions.html", context | shown)


def _places_and_months() -> tuple[list[str], list[date], date]:
    """All places, all months, and the month of the next session; this one where nothing is to come."""
    newest = TrainingSession.objects.order_by("-starts_at").values_list("place", "starts_at")[:MOST]
    rows, now = list(reversed(newest)), timezone.now()
    months = {moment: timezone.localtime(moment).date().replace(day=1) for _place, moment in rows}
    following = next((month for moment, month in months.items() if moment >= now), timezone.localdate().replace(day=1))
    return sorted({place for place, _moment in rows}), list(dict.fromkeys(months.values())), following


def _list(request: HttpRequest, asked: Narrowing) -> dict[str, Any]:
    rows, now = list(_narrowed(request, asked)[:MOST]), timezone.now()
    return {
        "upcoming": [row for row in reversed(rows) if not row.is_over(now)],
        "past": [row for row in rows if row.is_over(now)],
        "list_query": asked.query(),
        "calendar_query": asked.query(view=CALENDAR),
    }


def _calendar(request: HttpRequest, asked: Narrowing, months: list[date], following: date) -> dict[str, Any]:
    """The month that is asked for, else that of the next session."""
    shown = asked.month or following
    rows = _narrowed(request, Narrowing(asked.place, shown, CALENDAR))[:MOST]
    return {
        "weeks": month_grid(shown, list(reversed(rows))),
        "shown": shown,
        "earlier": _neighbour(asked, [month for month in months if month < shown][-1:]),
        "later": _neighbour(asked, [month for month in months if month > shown][:1]),
        "list_query": asked.query(view=""),
        "calendar_query": asked.query(month=f"{shown:%Y-%m}"),
    }


def _neighbour(asked: Narrowing, found: list[date]) -> tuple[str, date] | None:
    return (asked.query(month=f"{found[0]:%Y-%m}"), found[0]) if found else None


def _narrowed(request: HttpRequest, asked: Narrowing) -> Any:
    """The newest first, so that of very many the oldest are left out."""
    rows = TrainingSession.objects.with_counts().with_own_state(actor(request)).order_by("-starts_at", "-pk")
    if asked.place:
        rows = rows.at_place(asked.place)
    return rows.in_month(asked.month) if asked.month else rows


@signed_in_only
@require_safe
def own_sessions(request: HttpRequest) -> HttpResponse:
    """The sessions at which the reader has a seat, or waits for one; and those at which she had one."""
    rows = Registration.objects.coming().of(actor(request)).with_queue_position().order_by("-session__starts_at", "-pk")
    found, now = list(rows[:MOST]), timezone.now()
    context = {
        "upcoming": [row for row in reversed(found) if not row.session.is_over(now)],
        "past": [row for row in found if row.session.is_over(now) and row.is_registered],
    }
    return render(request, "campaign/training/own_sessions.html", context)

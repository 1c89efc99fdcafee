"""A month as a calendar shows it: weeks from Monday, each day with its sessions."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from campaign.training.models import TrainingSession

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

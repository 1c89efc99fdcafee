"""A day whose year was mistyped is asked about: 3026 for 2026."""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


def check_near(day: date, *, years_back: int, years_ahead: int) -> None:
    """Raises ValidationError for a day whose year lies further from this one."""
    now, year = timezone.localdate().year, _year_of(day)
    if not now - years_back <= year <= now + years_ahead:
        raise ValidationError(_("The year %(year)s is far from today: check it.") % {"year": year}, code="far")


def _year_of(day: date) -> int:
    """By the clock of the site, unless that cannot say a moment at the very beginning or end of all time."""
    if isinstance(day, datetime) and timezone.is_aware(day) and MINYEAR < day.year < MAXYEAR:
        return timezone.localtime(day).year
    return day.year


def near(*, years_back: int = 5, years_ahead: int = 2) -> Callable[[date], None]:
    """A validator of a form's day or moment; see `check_near`."""

    def check(day: date) -> None:
        check_near(day, years_back=years_back, years_ahead=years_ahead)

    return check

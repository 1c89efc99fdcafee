"""Days and times of a phase, by the clock of the site, and the moments that they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.forms.date_fields import near
from common.words.dates import full_date

MINUTE = timedelta(minutes=1)

NO_TIME = gettext_lazy("This is not a time of day: write it as 14:30.")


class DayField(forms.DateField):
    """A day of the calendar, with the browser's own way to choose one."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validators=[near(years_back=10, years_ahead=5)], **kwargs)


class TimeField(forms.TimeField):
    """A time of day, to the minute, or none."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            error_messages={"invalid": NO_TIME},
            **kwargs,
        )

    def to_python(self, value: Any) -> time | None:
        found = super().to_python(value)
        return found and found.replace(second=0, microsecond=0)


def midnight(day: date) -> datetime:
    """Returns the first moment of a day."""
    return timezone.make_aware(datetime.combine(day, time())).astimezone(UTC)


def start_of(day: date, at: time | None) -> datetime:
    """Returns the moment of a time, or of the beginning of the day. Where a time comes twice in a night, the first.

    Raises ValidationError for a time that the night of summer time leaves out.
    """
    return _moment(day, at, fold=0) if at else midnight(day)


def end_of(day: date, last_minute: time | None) -> datetime:
    """Returns the moment at which a minute is over, or the day. Where it comes twice, the second. Raises ValidationError."""
    return _moment(day, last_minute, fold=1) + MINUTE if last_minute is not None else midnight(day + timedelta(days=1))


def _moment(day: date, at: time, *, fold: int) -> datetime:
    naive = datetime.combine(day, at).replace(fold=fold)
    moment = naive.replace(tzinfo=timezone.get_current_timezone()).astimezone(UTC)
    if timezone.make_naive(moment).replace(fold=fold) != naive:
        words = _("On %(day)s this time does not exist: the clocks are put forward. Choose another one.")
        raise ValidationError(words % {"day": full_date(day)}, code="gap")
    return moment


def time_or_none(moment: datetime | None, *, is_end: bool = False) -> time | None:
    """Returns the time of day that a field shows; None for a midnight, and of an end its last minute."""
    if moment is None:
        return None
    local = timezone.localtime(moment)
    if local.time() == time():
        return None
    shown = timezone.localtime(moment - timedelta(microseconds=1)) if is_end else local
    return shown.time().replace(second=0, microsecond=0)

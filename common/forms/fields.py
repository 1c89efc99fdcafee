"""A field of text that every form can hold, and what a verb refused, put beside its field.

Why a text cannot be rendered, in words, for whoever wrote it.

A day whose year was mistyped is asked about: 3026 for 2026.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common import markup
from common.words.digit_grouping import Figure
from common.words.time_zones import site_clock

MOMENT = "%Y-%m-%dT%H:%M"


def _by_the_clock_of_the_site() -> str:
    return gettext("By the clock of the site: %(clock)s.") % {"clock": site_clock()}


WHOSE_CLOCK = lazy(_by_the_clock_of_the_site, str)()
"""What stands under a moment that somebody in another zone may choose."""


class CleanCharField(forms.CharField):
    """A text without the characters that cannot be stored: dropped before anything is checked, and when it is shown again."""

    def to_python(self, value: Any) -> str:
        return super().to_python(markup.clean_text(value) if isinstance(value, str) else value) or ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return markup.clean_text(data) if isinstance(data, str) else data


class CountField(forms.IntegerField):
    """A whole number whose bounds are said as the reader's language writes numbers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for bound in self.validators:
            if isinstance(bound, BaseValidator):
                bound.limit_value = Figure(bound.limit_value)


class MomentField(forms.DateTimeField):
    """A day and a time by the clock of the site, with the browser's own way to choose them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=[MOMENT, f"{MOMENT}:%S"], **kwargs)


def add_error(form: forms.BaseForm, error: ValidationError, *, field: str | None = None) -> None:
    """What a verb refused, beside its field where the error names one that is seen, else beside `field` or above the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(field, error)
        return
    for name, errors in error.error_dict.items():
        is_seen = name in form.fields and not form.fields[name].widget.is_hidden
        form.add_error(name if is_seen else None, errors)


REFUSALS = {
    "too_long": _("This text is too long: the limit is about 200,000 characters. Make two pages of it."),
    "too_deep": _("Quotations or lists are nested too deeply here. Simplify them, then save again."),
    "too_costly": _("This text takes too long to lay out, often because of many unclosed brackets. Nothing was saved."),
    "unavailable": _("The text could not be laid out just now. It is still here: save again in a moment."),
}


def refusal(refused: markup.RenderRefused) -> ValidationError:
    """Why a text cannot be rendered, in words."""
    return ValidationError(REFUSALS[refused.reason], code=refused.reason)


def check_near(day: date, *, years_back: int, years_ahead: int) -> None:
    """Raises ValidationError for a day whose year lies further from this one."""
    now, year = timezone.localdate().year, _year_of(day)
    if not now - years_back <= year <= now + years_ahead:
        raise ValidationError(gettext("The year %(year)s is far from today: check it.") % {"year": year}, code="far")


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

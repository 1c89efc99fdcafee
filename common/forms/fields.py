"""A field of text that every form can hold, and what a verb refused, put beside its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils.functional import lazy
from django.utils.translation import gettext

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

"""`{% load dates %}`: the functions of the package as filters, `{{ edition.published_at|full_date }}`; nothing for None."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import template

from common.words import dates

register = template.Library()


def said(say: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda moment: "" if moment is None else say(moment)


NAMES = (
    *("date_and_time", "day_and_month", "day_in_figures", "full_date", "full_day"),
    *("month_and_year", "time_of_day", "weekday"),
)
register.filter("elided", dates.elided, is_safe=True)
for name in NAMES:
    register.filter(name, said(getattr(dates, name)))

"""Days and times in the words of the reader's language: `full_date(day)` is "24 November 2026" or 2026年11月24日.

How a language orders them stands in its catalogue, in the letters of Django's date formats. What Django's formats do not
know (the French « 1er », the Italian « 1º » and small initials) stands here, in one place.
"""

from dates.words import (
    date_and_time,
    day_and_month,
    day_in_figures,
    elided,
    full_date,
    full_day,
    local_day,
    month_and_year,
    time_of_day,
    weekday,
    written,
)

__all__ = [
    "date_and_time",
    "day_and_month",
    "day_in_figures",
    "elided",
    "full_date",
    "full_day",
    "local_day",
    "month_and_year",
    "time_of_day",
    "weekday",
    "written",
]

"""On which days of the week and between which hours letters go out, by the clock of the site."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from common.words.dates import time_of_day, weekday
from common.words.text_lists import side_by_side

WEEK = range(7)  # Monday is 0
A_MONDAY = date(2024, 1, 1)
MIDNIGHT = time()


@dataclass(frozen=True)
class SendingHours:
    """`until` itself is outside; midnight stands for the end of the day."""

    weekdays: Collection[int]
    begin: time
    until: time

    def are_open(self, at: datetime) -> bool:
        local = timezone.localtime(at)
        clock = local.time()
        return local.weekday() in self.weekdays and self.begin <= clock and self._is_before_end(clock)

    def next_opening(self, at: datetime) -> datetime | None:
        """Returns the moment itself within the hours, else that at which they begin again; None without any day."""
        if self.are_open(at):
            return at
        today = timezone.localtime(at).date()
        days = (today + timedelta(days=ahead) for ahead in range(8))
        openings = (
            timezone.make_aware(datetime.combine(day, self.begin)) for day in days if day.weekday() in self.weekdays
        )
        return next((opening for opening in openings if opening > at), None)

    @property
    def words(self) -> str:
        """Returns its days and hours as a sentence has them."""
        days = side_by_side(name_of_weekday(day) for day in sorted(self.weekdays))
        hours = {"begin": time_of_day(_at(self.begin)), "end": time_of_day(_at(self.until))}
        return _("%(days)s, from %(begin)s to %(end)s") % {"days": days, **hours}

    def _is_before_end(self, clock: time) -> bool:
        return self.until == MIDNIGHT or clock < self.until


def name_of_weekday(day: int) -> str:
    return weekday(A_MONDAY + timedelta(days=day))


def _at(clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(A_MONDAY, clock))

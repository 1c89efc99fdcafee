"""The time zone that the organisation has decided: by it days begin, and hours are said.

Django is told once, by each process and each request, that this is its current time zone; which one it is stands in the
settings, and is looked up when somebody needs it. A page without a date asks nothing, and no process holds an older zone.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from campaign.site_settings.current import current_settings, last_known, remembered


class DecidedTimeZone(tzinfo):
    """That of the settings, as they are at that moment; UTC before there are any."""

    def __str__(self) -> str:  # the database is told this name
        return str(_zone())

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return _zone().utcoffset(moment)

    def dst(self, moment: datetime | None) -> timedelta | None:
        return _zone().dst(moment)

    def tzname(self, moment: datetime | None) -> str | None:
        return _zone().tzname(moment)

    def fromutc(self, moment: datetime) -> datetime:
        return moment.replace(tzinfo=UTC).astimezone(_zone())


TIME_ZONE = DecidedTimeZone()


def last_known_zone() -> tzinfo:
    """Returns the one that this process has read last, without a query."""
    return _named(last_known().time_zone)


def read_time_zone() -> None:
    """Has this process know the newest one."""
    with remembered():
        current_settings()


def _zone() -> tzinfo:
    return _named(current_settings().time_zone)


def _named(name: str) -> tzinfo:
    return ZoneInfo(name) if name else UTC

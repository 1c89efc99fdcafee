"""The time zones that an organisation, and a person, choose from, by region; and whose clock an hour is by."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from common.words.dates import elided

REGIONS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def time_zones(held: str = "") -> list[tuple[Any, Any]]:
    """Returns the choices: UTC, then a group for each region, by place. What has no place (EST, GMT+5) is left out.

    Each zone stands there once, by the name that it has today; one that is `held` by an older name keeps it.
    """
    by_region = _by_region(get_language() or "en", held if held in old_names() else "")
    return [("UTC", "UTC"), *((REGIONS[region], zones) for region, zones in by_region.items())]


@cache
def old_names() -> dict[str, str]:
    """Returns the names that zones had before, with today's: Asia/Calcutta is Asia/Kolkata. Some browsers say the older."""
    known = available_timezones()
    return {old: name for old, name in get_global("zone_aliases").items() if {old, name} <= known}


def clock_of(zone: str) -> str:
    """Returns "Paris time" for Europe/Paris."""
    if "/" not in zone:  # UTC, which is no place
        return zone
    place = _place_in(get_language() or "en", zone)
    return elided(pgettext("the clock by which an hour is given", "%(place)s time") % {"place": place})


def site_clock() -> str:
    """Returns "Paris time": that of the site, or of another zone that is in force."""
    return clock_of(str(timezone.get_current_timezone()))


def differs_at(zone: str, moment: datetime) -> bool:
    """Whether its clock shows another hour at this moment than that of the site. One that is not known does not."""
    if not zone or zone not in available_timezones():
        return False
    return moment.astimezone(ZoneInfo(zone)).utcoffset() != timezone.localtime(moment).utcoffset()


@cache
def _by_region(language: str, held: str) -> dict[str, list[tuple[str, str]]]:
    by_region: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in available_timezones() - old_names().keys() | {held}:
        region, _slash, place = name.partition("/")
        if place and region in by_region:
            by_region[region].append((name, _place_in(language, name)))
    return {region: sorted(zones, key=by_name) for region, zones in by_region.items()}


def _place_in(language: str, zone: str) -> str:
    known = Locale.parse(language, sep="-").time_zones
    return known.get(zone, {}).get("city") or place_of(zone)


def by_name(choice: tuple[str, str]) -> str:
    return "".join(sign for sign in normalize("NFD", choice[1]) if not combining(sign))


def place_of(name: str) -> str:
    """Returns "Buenos Aires (Argentina)" for America/Argentina/Buenos_Aires."""
    *around, place = name.replace("_", " ").split("/")[1:]
    return f"{place} ({around[0]})" if around else place

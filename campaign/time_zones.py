"""The time zones that an organisation chooses from, by region."""

from __future__ import annotations

from functools import cache
from typing import Any
from unicodedata import combining, normalize
from zoneinfo import available_timezones

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

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


def time_zones() -> list[tuple[Any, Any]]:
    """Returns the choices: UTC, then a group for each region, by place. What has no place (EST, GMT+5) is left out."""
    return [("UTC", "UTC"), *((REGIONS[region], zones) for region, zones in _by_region(get_language() or "en").items())]


@cache
def _by_region(language: str) -> dict[str, list[tuple[str, str]]]:
    known = Locale.parse(language, sep="-").time_zones
    by_region: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in available_timezones():
        region, _slash, place = name.partition("/")
        if place and region in by_region:
            by_region[region].append((name, known.get(name, {}).get("city") or place_of(name)))
    return {region: sorted(zones, key=by_name) for region, zones in by_region.items()}


def by_name(choice: tuple[str, str]) -> str:
    return "".join(sign for sign in normalize("NFD", choice[1]) if not combining(sign))


def place_of(name: str) -> str:
    """Returns "Buenos Aires (Argentina)" for America/Argentina/Buenos_Aires."""
    *around, place = name.replace("_", " ").split("/")[1:]
    return f"{place} ({around[0]})" if around else place

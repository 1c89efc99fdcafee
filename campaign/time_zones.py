"""The time zones that an organisation chooses from, by region."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones

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


@cache
def time_zones() -> list[tuple[Any, Any]]:
    """Returns the choices: UTC, then a group for each region, by place. What has no place (EST, GMT+5) is left out."""
    by_region: dict[str, list[tuple[str, str]]] = {region: [] for region in REGIONS}
    for name in available_timezones():
        region, _slash, place = name.partition("/")
        if place and region in by_region:
            by_region[region].append((name, place_of(name)))
    groups = [(REGIONS[region], sorted(zones, key=lambda zone: zone[1])) for region, zones in by_region.items()]
    return [("UTC", "UTC"), *groups]


def place_of(name: str) -> str:
    """Returns "Buenos Aires (Argentina)" for America/Argentina/Buenos_Aires."""
    *around, place = name.replace("_", " ").split("/")[1:] or [name]
    return f"{place} ({around[0]})" if around else place

"""The usual phases, with days counted from today, for an empty calendar: a person changes them before anything is saved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import translation

from campaign.calendar.phases import USUAL_NOTES, Phase
from campaign.calendar.rights import Right
from campaign.languages import first_language

# On which day from today each begins, and for how many days. Writing begins today: nobody could write the first pages else.
USUAL = (
    (Phase.Kind.LISTEN, 0, 14),
    (Phase.Kind.INFORM, 0, 14),
    (Phase.Kind.WRITE, 0, 56),
    (Phase.Kind.CHOOSE, 56, 28),
    (Phase.Kind.PUBLISH, 84, 14),
    (Phase.Kind.TRANSLATE, 84, 42),
    (Phase.Kind.LEARN, 98, 56),
    (Phase.Kind.KEEP_ALIVE, 98, 365),
)
USUAL_RIGHTS: dict[str, tuple[Right, ...]] = {Phase.Kind.WRITE: ("write", "comment")}
"""What a phase of a kind opens, and nothing else then does, unless somebody ticks otherwise."""


def usual_phases(today: date) -> dict[str, dict[str, Any]]:
    """Returns the values of each phase by its kind, counted from `today`, worded as the campaign writes."""
    with translation.override(first_language()):
        return {
            kind.value: {
                "first_day": today + timedelta(days=begins),
                "last_day": today + timedelta(days=begins + days - 1),
                "note": str(USUAL_NOTES[kind]),
            }
            for kind, begins, days in USUAL
        }

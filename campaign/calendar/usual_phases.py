"""The usual phases, with days counted from today, for an empty calendar: a person changes them before anything is saved."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from campaign.calendar.phases import Phase
from campaign.calendar.rights import Right
from campaign.languages import first_language

# On which day from today each begins, and for how many days. Writing begins today: nobody could write the first pages else.
USUAL = (
    (Phase.Kind.LISTEN, 0, 14, _("What people ask already.")),
    (Phase.Kind.INFORM, 0, 14, _("What it is about, and why now.")),
    (Phase.Kind.WRITE, 0, 56, _("Everybody says what they know.")),
    (Phase.Kind.CHOOSE, 56, 28, _("Editors read everything, and choose.")),
    (Phase.Kind.PUBLISH, 84, 14, _("The guide is checked, and comes out.")),
    (Phase.Kind.TRANSLATE, 84, 42, _("The guide comes out in other languages.")),
    (Phase.Kind.LEARN, 98, 56, _("A tip a day.")),
    (Phase.Kind.KEEP_ALIVE, 98, 365, _("What has changed is said, and the next edition begins.")),
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
                "note": str(note),
            }
            for kind, begins, days, note in USUAL
        }

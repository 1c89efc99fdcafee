"""Why something cannot be done now: since when it has been closed, and when it opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, Q
from django.utils.translation import gettext_lazy

from campaign.calendar.phase_words import day_in_words
from campaign.calendar.phases import Phase
from campaign.calendar.rights import Right, rights_at
from common.words.dates import elided

SINCE = {
    "write": gettext_lazy("Writing has been closed since %(since)s."),
    "comment": gettext_lazy("Commenting has been closed since %(since)s."),
    "endorse": gettext_lazy("Saying what is useful has been closed since %(since)s."),
    "ask": gettext_lazy("Asking has been closed since %(since)s."),
    "nominate": gettext_lazy("Proposing for the guide has been closed since %(since)s."),
    "register": gettext_lazy("Registering for sessions has been closed since %(since)s."),
}
UNTIL = {
    "write": gettext_lazy("Writing opens on %(day)s."),
    "comment": gettext_lazy("Commenting opens on %(day)s."),
    "endorse": gettext_lazy("Saying what is useful opens on %(day)s."),
    "ask": gettext_lazy("Asking opens on %(day)s."),
    "nominate": gettext_lazy("Proposing for the guide opens on %(day)s."),
    "register": gettext_lazy("Registering for sessions opens on %(day)s."),
}
BETWEEN = {
    "write": gettext_lazy("Writing has been closed since %(since)s, and opens again on %(day)s."),
    "comment": gettext_lazy("Commenting has been closed since %(since)s, and opens again on %(day)s."),
    "endorse": gettext_lazy("Saying what is useful has been closed since %(since)s, and opens again on %(day)s."),
    "ask": gettext_lazy("Asking has been closed since %(since)s, and opens again on %(day)s."),
    "nominate": gettext_lazy("Proposing for the guide has been closed since %(since)s, and opens again on %(day)s."),
    "register": gettext_lazy("Registering for sessions has been closed since %(since)s, and opens again on %(day)s."),
}


@dataclass(frozen=True)
class ClosedWindow:
    """What is closed. `since` is None before it has ever been open, `opens` where it does not open again."""

    right: Right
    since: datetime | None
    opens: datetime | None

    @property
    def is_over(self) -> bool:
        return self.since is not None

    @property
    def sentence(self) -> str:
        words = SINCE if self.opens is None else UNTIL if self.since is None else BETWEEN
        days = {"since": self.since and day_in_words(self.since), "day": self.opens and day_in_words(self.opens)}
        return elided(str(words[self.right]) % days)


def closed_window_of(right: Right, at: datetime) -> ClosedWindow | None:
    """Returns why it is closed, or None while it is open. Where pages cannot be written either, from and until the same
    moment, it speaks of writing, unless it is about sessions. At most three queries.
    """
    if getattr(rights_at(at), right):
        return None
    found = _found(right, at)
    if right == "register":
        return found
    writing = _found("write", at)
    is_same = (found.since, found.opens) == (writing.since, writing.opens)
    return writing if is_same else found


def _found(right: Right, at: datetime) -> ClosedWindow:
    begun, coming = Q(ends_at__lte=at), Q(starts_at__gt=at)
    phases = Phase.objects.filter(**{f"may_{right}": True})
    found = phases.aggregate(since=Max("ends_at", filter=begun), opens=Min("starts_at", filter=coming))
    return ClosedWindow(right, found["since"], found["opens"])

"""Who else is writing in the same text: a kind word at the head of the form. Saving never depends on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import ngettext

from accounts.access import actor
from common.words.text_lists import with_and
from drafts.models import Presence
from drafts.presence import Arrival


@dataclass(frozen=True)
class OtherWriters:
    """For templates/parts/editor/presence.html: the others, whoever came first, first."""

    others: Sequence[Presence]

    @property
    def names(self) -> str:
        """Who it is, to be followed by what they do: “Karim H.”, “Karim H. and Amélie N.”, “Karim H. and 2 others”."""
        names = [presence.person.public_name for presence in self.others]
        if len(names) < 2 or (len(names) == 2 and names[0] != names[1]):
            return with_and(names)
        count = len(names) - 1
        return ngettext("%(one)s and %(n)s other", "%(one)s and %(n)s others", count) % {"one": names[0], "n": count}

    @property
    def place(self) -> str:
        """The heading that the only other one is at."""
        return self.others[0].place if len(self.others) == 1 else ""


def other_writers_at(request: HttpRequest, key: str, *, place: str = "") -> OtherWriters:
    """Says that the person of the request is at this form, and tells who else is."""
    return other_writers_met(request, key, Presence.objects.touch(actor(request), key, place))


def other_writers_met(request: HttpRequest, key: str, arrival: Arrival) -> OtherWriters:
    """Tells who else is at the form at which the person of the request has arrived."""
    return OtherWriters(list(Presence.objects.others(actor(request), key)) if arrival.has_others else ())

"""What the campaign offers and promises: counted and decided, never written down twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from campaign.calendar.phases import Phase
from campaign.site_settings.current import current_settings
from campaign.training.models import TrainingSession
from campaign.videos.models import Video


def working_days_to_answer() -> int:
    """Returns within how many working days an editor reads or answers; 0 where nothing is promised."""
    return current_settings().answer_days


def guide_is_not_for_sale() -> bool:
    """Returns whether the imprint of the next edition says that nobody may sell it."""
    return current_settings().is_not_for_sale


# What the campaign offers: how many videos, sessions and conferences there are, counted and never written down.


class Offer(NamedTuple):
    """So many of one thing, in words, and where they are."""

    words: str
    url: str


def programme_for(phases: Sequence[Phase]) -> list[Offer]:
    """Returns what there is to watch and to come to, where the calendar has a phase for it. Two queries, or none."""
    return list(_offers()) if any(phase.kind == Phase.Kind.INFORM for phase in phases) else []


def _offers() -> Iterator[Offer]:
    """Without what is withdrawn or cancelled; nothing of which there is none."""
    kinds = TrainingSession.Kind
    counted = {kind: Count("pk", filter=Q(kind=kind)) for kind in kinds.values}
    numbers = TrainingSession.objects.filter(cancelled_at=None).aggregate(**counted)
    if n := Video.objects.visible().count():
        yield Offer(ngettext("%(n)s video", "%(n)s videos", n) % {"n": n}, reverse("videos:videos"))
    sessions = reverse("training:sessions")
    if n := numbers[kinds.TRAINING]:
        yield Offer(ngettext("%(n)s session", "%(n)s sessions", n) % {"n": n}, sessions)
    if n := numbers[kinds.CONFERENCE]:
        yield Offer(ngettext("%(n)s conference", "%(n)s conferences", n) % {"n": n}, sessions)

"""How far the letters of a wave are, and how many came back. Totals alone, and nothing of what anybody did afterwards.

Who came is told by the published figures, where everybody reads the same (docs/topics/figures.md). Of a reminder it is not told
either to whom a letter went: whoever has come gets none, so that its numbers would say how many did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from campaign.invitations.audience import Audience
from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave

STATES = WaveLetter.State
NOT_YET = (STATES.WAITING, STATES.SENDING)
HANDLED = "handled"
"""All that is told of a reminder's letter that does not wait any more."""


@dataclass(frozen=True)
class WaveFigures:
    """How many letters there are in each state; those of a reminder wait, or are handled."""

    by_state: dict[str, int]

    @property
    def people(self) -> int:
        return sum(self.by_state.values())

    @property
    def delivered(self) -> int:
        """Letters that the mail server took, and that did not come back."""
        return self.by_state[STATES.SENT]

    @property
    def not_sent(self) -> int:
        """Whoever wants no invitations is one of them, and is not told apart."""
        return self.by_state[STATES.OPTED_OUT] + self.by_state[STATES.LEFT_OUT]

    @property
    def handed(self) -> int:
        """Those about which something is known: what has been done so far."""
        return self.people - sum(self.by_state.get(state, 0) for state in NOT_YET)

    @property
    def percent_done(self) -> int:
        return 100 * self.handed // self.people if self.people else 0


def figures_of(wave: Wave) -> WaveFigures:
    """Returns them as they are; of a wave whose letters were forgotten, as they were then."""
    return figures_of_all([wave])[wave.pk]


def figures_of_all(waves: Sequence[Wave]) -> dict[int, WaveFigures]:
    """Returns how many letters each wave has by state. One query."""
    found: dict[int, dict[str, int]] = {}
    for wave in waves:
        shown = [STATES.WAITING.value, HANDLED] if wave.reminds_id else STATES.values
        found[wave.pk] = dict.fromkeys(shown, 0) | wave.final_counts.get("by_state", {})
    reminders = {wave.pk for wave in waves if wave.reminds_id}
    rows = WaveLetter.objects.filter(wave__in=found).order_by().values_list("wave", "state")
    tried = Count("pk", filter=Q(tries__gt=0))
    for pk, state, number, again in rows.annotate(number=Count("pk"), again=tried):
        if pk in reminders:
            waiting = number - again if state == STATES.WAITING else 0
            found[pk][STATES.WAITING] += waiting
            found[pk][HANDLED] += number - waiting
        else:
            found[pk][state] = number
    return {pk: WaveFigures(by_state) for pk, by_state in found.items()}


def shown_counts(audience: Audience) -> dict[str, Any]:
    """Returns how many people are meant, and, where all of them were invited before, by which waves that can be reminded of."""
    counts = audience.counts()
    earlier = Wave.objects.to_be_reminded_of(audience.chosen()) if counts.all_were_invited else []
    return {"counts": counts, "earlier": earlier}


def final_counts(wave: Wave) -> dict[str, Any]:
    """What is left of a wave when its letters are forgotten."""
    return {"by_state": figures_of(wave).by_state}

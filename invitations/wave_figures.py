"""What became of a wave: how many letters went out, came back, and led somebody to the site. Totals alone, never a person's.

Who came or contributed is told in steps of five, of at least twenty letters: a wave to a few people, or two looks at one
number, would tell of somebody what is nobody's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from accounts.small_groups import FEWEST_PEOPLE, in_steps
from contributions.models import Comment, PageRevision, Question
from invitations.wave_letters import WaveLetter
from invitations.waves import Wave

STATES = WaveLetter.State


@dataclass(frozen=True)
class WaveFigures:
    """`came` and `contributed` are None where they are not told; else at least so many, a multiple of five."""

    by_state: dict[str, int]
    came: int | None = None
    contributed: int | None = None

    @property
    def people(self) -> int:
        return sum(self.by_state.values())

    @property
    def sent(self) -> int:
        """Letters that the mail server took."""
        return self.by_state[STATES.SENT] + self.by_state[STATES.BOUNCED]

    @property
    def delivered(self) -> int:
        """Those of them that did not come back."""
        return self.by_state[STATES.SENT]

    @property
    def handed(self) -> int:
        """Those about which something is known: what has been done so far."""
        return self.people - self.by_state[STATES.WAITING] - self.by_state[STATES.SENDING]

    @property
    def percent_done(self) -> int:
        return 100 * self.handed // self.people if self.people else 0


@dataclass(frozen=True)
class GroupRow:
    """What became of the letters to one place of work, or department."""

    name: str
    letters: int
    delivered: int
    bounced: int


def figures_of(wave: Wave) -> WaveFigures:
    """Returns them as they are; of a wave whose letters were forgotten, as they were then."""
    if wave.final_counts:
        return WaveFigures(**wave.final_counts)
    by_state = wave.letters.by_state()
    if by_state[STATES.SENT] < FEWEST_PEOPLE:
        return WaveFigures(by_state)
    wanted: dict[str, Any] = {"came": Count("pk", filter=_came()), "contributed": Count("pk", filter=_contributed())}
    counted = wave.letters.reached().aggregate(**wanted)
    return WaveFigures(by_state, **{name: in_steps(number) for name, number in counted.items()})


def figures_of_all(waves: Sequence[Wave]) -> dict[int, WaveFigures]:
    """Returns how many letters each has by state; who came is told of one wave alone. One query."""
    nothing = {state.value: 0 for state in STATES}
    found = {wave.pk: dict(wave.final_counts.get("by_state", nothing)) for wave in waves}
    rows = (
        WaveLetter.objects.filter(wave__in=found).order_by().values_list("wave", "state").annotate(number=Count("pk"))
    )
    for pk, state, number in rows:
        found[pk][state] = number
    return {pk: WaveFigures(by_state) for pk, by_state in found.items()}


def final_counts(wave: Wave) -> dict[str, Any]:
    """What is left of a wave when its letters are forgotten."""
    figures = figures_of(wave)
    return {"by_state": figures.by_state, "came": figures.came, "contributed": figures.contributed}


def group_rows(wave: Wave, name: str) -> list[GroupRow]:
    """How many letters went to each place of work (`site`), or `department`, and came back from there."""
    counts: dict[str, Any] = {
        "letters": Count("pk"),
        "delivered": Count("pk", filter=Q(state=STATES.SENT)),
        "bounced": Count("pk", filter=Q(state=STATES.BOUNCED)),
    }
    rows = wave.letters.order_by().values(f"person__{name}").annotate(**counts).order_by("-letters", f"person__{name}")
    return [GroupRow(row.pop(f"person__{name}"), **row) for row in rows]


def _came() -> Q:
    return Q(person__last_login__gte=F("sent_at"))


def _contributed() -> Q:
    """Wrote a page, a comment or a question since the letter."""
    person, since = OuterRef("person"), OuterRef("sent_at")
    written = (
        PageRevision.objects.filter(history_user=person, history_date__gte=since),
        Comment.objects.filter(author=person, created_at__gte=since),
        Question.objects.filter(asked_by=person, created_at__gte=since),
    )
    return Q(*(Exists(rows) for rows in written), _connector=Q.OR)

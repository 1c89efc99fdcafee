"""How far the letters of a wave are, and where it stands. Totals alone, and nothing of what anybody did afterwards.

Who was written to is forgotten: some months after a wave has ended, and when a person is erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from campaign.invitations.audience import Audience
from campaign.invitations.wave_letters import OptOut, WaveLetter
from campaign.invitations.waves import HeldUpBy, Wave, slower_pace
from common.words.dates import date_and_time
from common.words.digit_grouping import grouped

DAYS_OF_A_MONTH = 30


def settle_and_forget(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: notes lost letters, and forgets those of old waves; returns how many waves that were."""
    now = at or timezone.now()
    WaveLetter.objects.settle_lost(at=now)
    long_ago = now - timedelta(days=DAYS_OF_A_MONTH * settings.INVITATION_MONTHS)
    ended = Wave.objects.filter(ended_at__lt=long_ago, final_counts={})
    return sum(_forget(pk) for pk in ended.values_list("pk", flat=True))


def _forget(pk: int) -> bool:
    """Counts stay; no reminder is possible any more."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=pk)
        if wave.final_counts:
            return False
        Wave.objects.filter(pk=pk).update(final_counts=final_counts(wave))
        wave.letters.all().delete()
        wave.picked.clear()
    return True


def erase_invitations_of(person: User) -> None:
    """For settings.ON_ERASURE: that a letter went out counts; to which address, and what she wanted, is forgotten."""
    OptOut.objects.filter(person=person).delete()
    hers = WaveLetter.objects.filter(person=person)
    hers.waiting().update(state=WaveLetter.State.LEFT_OUT)
    hers.update(address="", problem="")
    Wave.picked.through.objects.filter(user=person).delete()


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


# Where a wave stands, in one sentence: what it does, or why it waits and until when.


WAVE_STATES = Wave.State


def status_of(wave: Wave, *, at: datetime) -> str:
    if wave.state == WAVE_STATES.PAUSED and wave.halted_at:
        words = (
            _("Paused by itself on %(moment)s: too many letters came back. Ask the mail server’s administrator why.")
            if wave.reminds_id
            else _(
                "Paused by itself on %(moment)s: too many letters came back. Look through the addresses before it goes on."
            )
        )
        return words % {"moment": date_and_time(wave.halted_at)}
    if wave.state == WAVE_STATES.RUNNING:
        return _running(wave, at)
    return {
        WAVE_STATES.DRAFT.value: _("A draft: nothing is sent before you schedule it."),
        WAVE_STATES.GATHERING.value: _("Its recipients are being listed, a few thousand at a time."),
        WAVE_STATES.PAUSED.value: _("Paused: nothing is sent until you resume it."),
        WAVE_STATES.STOPPED.value: _("Stopped: nothing more goes out."),
        WAVE_STATES.DONE.value: _("Done: every letter has been sent, or has a reason why not."),
    }[wave.state]


def _running(wave: Wave, at: datetime) -> str:
    begins = max(at, wave.starts_at) if wave.starts_at else at
    opening = wave.hours.next_opening(begins)
    if opening is None:
        return _("Waiting: no day of the week is chosen.")
    if wave.starts_at and wave.starts_at > at:
        return _("Scheduled: it begins on %(moment)s.") % {"moment": date_and_time(opening)}
    if opening > at:
        return _("Waiting, because it is outside its hours: it resumes on %(moment)s.") % {
            "moment": date_and_time(opening)
        }
    if wave.problem:
        return _("Waiting: the mail server does not answer (%(answer)s). The site will try again.") % {
            "answer": wave.problem
        }
    if slower := _slower(wave, at):
        return slower
    words = ngettext(
        "Under way: at most %(n)s letter a minute.", "Under way: at most %(n)s letters a minute.", wave.letters_a_minute
    )
    return words % {"n": grouped(wave.letters_a_minute)}


def _slower(wave: Wave, at: datetime) -> str:
    """How fast it really is, and why; the empty text where that is about what was chosen."""
    pace = slower_pace(wave.letters.all(), wave.letters_a_minute, at=at) if wave.held_up_by else None
    if pace is None:
        return ""
    words = (
        _(
            "Under way, but slower than you chose (%(n)s letters a minute instead of %(chosen)s): the mail server takes "
            "%(seconds)s seconds for each."
        )
        if wave.held_up_by == HeldUpBy.SERVER
        else _(
            "Under way, but slower than you chose (%(n)s letters a minute instead of %(chosen)s): the site is busy, and needs "
            "%(seconds)s seconds for each."
        )
    )
    seconds = number_format(max(wave.seconds_a_letter, 0.1), decimal_pos=1)
    return words % {"n": grouped(pace), "chosen": grouped(wave.letters_a_minute), "seconds": seconds}

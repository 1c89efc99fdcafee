"""Where a wave stands, in one sentence: what it does, or why it waits and until when."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaign.invitations.pace import HeldUpBy, slower_pace
from campaign.invitations.waves import Wave
from common.words.dates import date_and_time
from common.words.digit_grouping import grouped

STATES = Wave.State


def status_of(wave: Wave, *, at: datetime) -> str:
    if wave.state == STATES.PAUSED and wave.halted_at:
        words = (
            _("Paused by itself on %(moment)s: too many letters came back. Ask the mail server’s administrator why.")
            if wave.reminds_id
            else _(
                "Paused by itself on %(moment)s: too many letters came back. Look through the addresses before it goes on."
            )
        )
        return words % {"moment": date_and_time(wave.halted_at)}
    if wave.state == STATES.RUNNING:
        return _running(wave, at)
    return {
        STATES.DRAFT.value: _("A draft: nothing is sent before you schedule it."),
        STATES.GATHERING.value: _("Its recipients are being listed, a few thousand at a time."),
        STATES.PAUSED.value: _("Paused: nothing is sent until you resume it."),
        STATES.STOPPED.value: _("Stopped: nothing more goes out."),
        STATES.DONE.value: _("Done: every letter has been sent, or has a reason why not."),
    }[wave.state]


def _running(wave: Wave, at: datetime) -> str:
    begins = max(at, wave.starts_at) if wave.starts_at else at
    opening = wave.hours.next_opening(begins)
    if opening is None:
        return _("It waits: no day of the week is chosen.")
    if wave.starts_at and wave.starts_at > at:
        return _("Scheduled: it begins on %(moment)s.") % {"moment": date_and_time(opening)}
    if opening > at:
        return _("It waits, outside of its hours: it goes on on %(moment)s.") % {"moment": date_and_time(opening)}
    if wave.problem:
        return _("It waits: the mail server does not answer (%(answer)s). It is tried again.") % {
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

"""Fixes the people of a wave, and sends what is due, a few seconds at a time: no faster than was chosen."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from campaign.invitations.audience import needs_no_reminder
from campaign.invitations.bounces import halt_where_too_many_came_back
from campaign.invitations.composing_waves import compose_letter
from campaign.invitations.wave_letters import OptOut, WaveLetter
from campaign.invitations.waves import SendingTime, Wave
from notifications.mail.mail_server import MailServer, Refused, ServerAway, Unanswered
from notifications.mail.server_rest import MailServerRest
from notifications.mail.trial_letter import answer_in_words

BATCH = 1_000


def gather(wave: Wave) -> bool:
    """Notes everybody who gets a letter. Can be broken off and done again, by several. Returns whether it is done."""
    while (added := _gather_some(wave.pk)) == BATCH:
        pass
    return added is not None


def _gather_some(pk: int) -> int | None:
    """Returns how many were added, and begins the wave after the last; None where it is not to be gathered any more."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().filter(pk=pk, state=Wave.State.GATHERING).first()
        if wave is None or wave.scheduled_at is None:
            return None
        added = _insert(wave, wave.scheduled_at)
        if added < BATCH:
            Wave.objects.filter(pk=pk).update(state=Wave.State.RUNNING)
        return added


def _insert(wave: Wave, moment: datetime) -> int:
    """The next people in the order of their keys, after the last who is there."""
    last = wave.letters.aggregate(last=Max("person"))["last"] or 0
    people = wave.audience.to_write_to().filter(pk__gt=last).order_by("pk")[:BATCH]
    fixed: dict[str, Any] = {
        "wave_id": wave.pk,
        "state": WaveLetter.State.WAITING.value,
        "next_try_at": connection.ops.adapt_datetimefield_value(moment),
    }
    fixed |= {"tries": 0, "address": "", "problem": ""}
    columns = ["person_id", *fixed]
    selected, params = people.values("pk").query.sql_with_params()
    marks = ", ".join(["%s"] * len(fixed))
    # Names of columns alone are put together; every value is a parameter.
    sql = (
        f"INSERT INTO {WaveLetter._meta.db_table} ({', '.join(columns)}) "  # noqa: S608
        f"WITH chosen (id) AS ({selected}) SELECT chosen.id, {marks} FROM chosen WHERE true ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, *fixed.values()])
        return int(cursor.rowcount)


# Sends what is due of the waves, a few seconds at a time: within the hours, no faster than was chosen, each letter once.
#
# A letter is chosen and marked in one transaction that holds the row of its wave: two workers never choose the same, a pause
# counts from its commit on, and no minute sees more letters than were chosen. Only then the mail server hears of it.


log = logging.getLogger(__name__)

SECONDS = 3.0
"""For so long at a time: a new password, or a seat, waits no longer than this behind thousands of invitations."""
REST = 0.02
"""Seconds after each letter on SQLite, which has no queue: who waits looks for the lock ten times a second. A letter is two
transactions; one right after the other, a save on the site would find no moment between them."""
MINUTE = timedelta(minutes=1)
LOOKED_AT = 50  # of which some may be left out; the rest comes with the next look


def send_for_a_while() -> bool:
    """For settings.RUN_OFTEN_WITH_LETTERS: returns whether the time was over before all that is due was sent."""
    begun = time.monotonic()
    send_what_is_due()
    return time.monotonic() - begun >= SECONDS


def send_what_is_due(*, at: datetime | None = None) -> int:
    """Sends for some seconds, of which each wave has its share; returns how many letters. Several may do it at once."""
    over, sent = time.monotonic() + SECONDS, 0
    waves = list(Wave.objects.in_hand())
    for place, wave in enumerate(waves):
        if wave.state == Wave.State.GATHERING and not gather(wave):
            continue
        left = over - time.monotonic()
        sent += _send_some(wave, time.monotonic() + left / (len(waves) - place), at)
    return sent


def _send_some(wave: Wave, ends: float, at: datetime | None) -> int:
    if not wave.hours.are_open(at or timezone.now()) or MailServerRest.objects.is_resting(at or timezone.now()):
        return 0
    sent, timing = 0, SendingTime(ends)
    with MailServer(at=at) as server:
        try:
            if wave.reminds_id and wave.letters.waiting().exists():
                server.open()  # whether or not a letter needs it: that a reminder waits for the server tells of nobody
            while not timing.is_over and (letter := next_letter(wave.pk, at=at or timezone.now())):
                sent += _send(letter, server, timing, at or timezone.now())
                _let_others_write()
            wave.was_held_up(timing)
        except (ServerAway, Unanswered) as failed:
            Wave.objects.filter(pk=wave.pk).update(problem=answer_in_words(failed.problem)[:300])
        else:
            if wave.problem and sent:
                Wave.objects.filter(pk=wave.pk).update(problem="")
    return sent


def _let_others_write() -> None:
    if connection.vendor == "sqlite":
        time.sleep(REST)


def next_letter(wave: int, *, at: datetime) -> WaveLetter | None:
    """Returns the next letter of this wave, marked as handed over; None where none may go out now."""
    with transaction.atomic(durable=True):  # on the disk before the server hears of it
        held = Wave.objects.select_for_update().get(pk=wave)
        if not _may_send(held, at):
            return None
        rows = held.letters.waiting().select_related("person").order_by("pk")
        looked_at = held.letters_a_minute if held.reminds_id else LOOKED_AT
        for letter in rows.filter(next_try_at__lte=at)[:looked_at]:
            letter.wave = held
            if (reason := _reason_to_leave_out(letter)) is not None:
                letter.leave_out(reason, at=at if held.reminds_id else None)
                if held.reminds_id and not _may_send(held, at):
                    return None
            elif letter.claim(at=at):
                return letter
        held.finish(at=at)
        return None


def _may_send(wave: Wave, at: datetime) -> bool:
    """Whether one more may go out at this moment: of this wave, by its hours, and by how many went out in the last minute."""
    if wave.state != Wave.State.RUNNING or wave.starts_at is None or wave.starts_at > at or not wave.hours.are_open(at):
        return False
    return wave.letters.filter(claimed_at__gt=at - MINUTE).count() < wave.letters_a_minute


def _reason_to_leave_out(letter: WaveLetter) -> WaveLetter.State | None:
    """What has changed since its people were fixed."""
    person = letter.person
    if OptOut.objects.has(person):
        return WaveLetter.State.OPTED_OUT
    reminded = letter.wave.reminds
    if not person.is_active or not person.email or (reminded and needs_no_reminder(letter, reminded)):
        return WaveLetter.State.LEFT_OUT
    return None


def _send(letter: WaveLetter, server: MailServer, timing: SendingTime, at: datetime) -> bool:
    """Returns whether the server took the letter. Raises ServerAway, Unanswered."""
    try:
        mail = compose_letter(letter)
    except Exception as problem:
        log.exception("Letter %s of a wave could not be written", letter.pk)
        letter.was_refused(f"{type(problem).__name__}: {problem}", is_final=True, at=at)
        return False
    try:
        with timing.of_server():
            server.hand_over(mail)
    except Refused as refused:
        letter.was_refused(answer_in_words(refused.problem), is_final=refused.is_permanent, at=at)
        halt_where_too_many_came_back(letter.wave_id, at=at)
        return False
    except ServerAway as away:
        letter.go_back(str(away))
        raise
    except Unanswered as unanswered:
        log.exception("Nobody knows whether letter %s of a wave was sent", letter.pk)
        letter.is_uncertain(str(unanswered))
        raise
    letter.was_sent(at=at)
    return True

"""Fixes the people of a wave: one INSERT … SELECT a batch, each in a transaction of its own, so that the site goes on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave

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

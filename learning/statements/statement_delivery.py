"""Sends the statements that wait, in their order and in batches; one that is sent twice has the same id, and counts once.

Whoever sends a batch first puts its next try off: a worker that is killed, or a second one, sends nothing at the same moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from learning.statements.models import PendingStatement
from learning.statements.record_store import RecordStore, StoreAway

BATCH: Final = 50
PAUSES: Final = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]
PATIENCE: Final = timedelta(hours=1)
"""So long a store may be away before administrators are told, by a task that fails."""


class StatementsWait(Exception):
    """Statements wait for longer than an hour, or were refused: the list of statements has the reasons."""


def request_delivery(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: has the worker send what is due. Returns 1 where something is."""
    first = PendingStatement.objects.waiting().first() if settings.RECORD_STORE_URL else None
    if first is None or first.next_try_at > (at or timezone.now()):
        return 0
    send_statements.enqueue()
    return 1


@task
def send_statements() -> int:
    """Sends what is due; returns how many statements the store has now. Raises StatementsWait for administrators to see."""
    return deliver(RecordStore.of_settings(), at=timezone.now())


def deliver(store: RecordStore, *, at: datetime) -> int:
    """See send_statements. After a failure the rest waits, too."""
    sent = refused = 0
    while batch := _claimed(at):
        try:
            taken, not_taken = _sent(store, batch)
        except StoreAway as away:
            _note_problem(batch, str(away))
            if batch[0].created_at <= at - PATIENCE:
                raise StatementsWait(str(away)) from None
            break
        sent, refused = sent + taken, refused + not_taken
    if refused:
        raise StatementsWait(f"{refused} statements were refused")
    return sent


def _claimed(at: datetime) -> list[PendingStatement]:
    """The oldest, if they are due: what came later never overtakes them."""
    with transaction.atomic():
        rows = list(PendingStatement.objects.waiting().select_for_update()[:BATCH])
        if not rows or rows[0].next_try_at > at:
            return []
        pause = PAUSES[min(rows[0].tries, len(PAUSES) - 1)]
        mine = PendingStatement.objects.filter(pk__in=[row.pk for row in rows])
        mine.update(tries=F("tries") + 1, next_try_at=at + pause)
        return rows


def _sent(store: RecordStore, batch: Sequence[PendingStatement]) -> tuple[int, int]:
    """Returns how many the store has now, and how many it refused. Where it takes no batch, each is sent by itself."""
    answer = store.post([row.statement for row in batch])
    if answer.is_taken or (answer.is_known and len(batch) == 1):
        PendingStatement.objects.filter(pk__in=[row.pk for row in batch]).delete()
        return len(batch), 0
    if len(batch) == 1:
        reason = f"HTTP {answer.status}: {answer.words}"[:300]
        PendingStatement.objects.filter(pk=batch[0].pk).update(is_refused=True, problem=reason)
        return 0, 1
    each = [_sent(store, [row]) for row in batch]
    return sum(taken for taken, _refused in each), sum(refused for _taken, refused in each)


def _note_problem(batch: Sequence[PendingStatement], problem: str) -> None:
    PendingStatement.objects.filter(pk__in=[row.pk for row in batch]).update(problem=problem[:300])

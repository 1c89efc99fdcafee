"""Hands statements to a learning record store, and can be led nowhere else.

The name of its host is resolved once and the connection made to that address; no redirect is followed. An address inside
the network, or plain HTTP, is asked only where a setting says so.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from guide.reviewing.fetching import AddressRefused, Target, target_of
from learning.statements.outbox import PendingStatement

SECONDS: Final = 10
LONGEST_ANSWER: Final = 2_000  # bytes that are read of what the store says
TAKEN: Final = {200, 204}
KNOWN: Final = 409
REFUSED: Final = {400, 413, 422}


class StoreAway(Exception):
    """The store cannot be reached, or lets nobody in. Its words are for the log and for administrators."""


@dataclass(frozen=True, slots=True)
class StoreAnswer:
    """What it said to one request; of a conflict or a refusal, it stored none of the statements."""

    status: int
    words: str

    @property
    def is_taken(self) -> bool:
        return self.status in TAKEN

    @property
    def is_known(self) -> bool:
        """It has a statement with that id already."""
        return self.status == KNOWN


@dataclass(frozen=True, slots=True)
class RecordStore:
    url: str
    key: str = ""
    secret: str = field(default="", repr=False)
    is_private: bool = False

    @classmethod
    def of_settings(cls) -> RecordStore:
        return cls(
            settings.RECORD_STORE_URL,
            settings.RECORD_STORE_KEY,
            settings.RECORD_STORE_SECRET,
            settings.RECORD_STORE_IS_PRIVATE,
        )

    def post(self, statements: Sequence[dict[str, Any]]) -> StoreAnswer:
        """Sends statements in one request: all are taken, or none. Raises StoreAway."""
        try:
            target = target_of(f"{self.url}/statements", allow_private=self.is_private)
            if target.scheme != "https" and not self.is_private:
                raise StoreAway("the record store is asked by https:// alone")
            answer = _posted(target, json.dumps(list(statements)).encode(), self._headers())
        except (AddressRefused, OSError, HTTPException, ValueError) as problem:
            raise StoreAway(f"{type(problem).__name__}: {problem}") from None
        if answer.is_taken or answer.is_known or answer.status in REFUSED:
            return answer
        raise StoreAway(f"HTTP {answer.status}: {answer.words}")

    def _headers(self) -> dict[str, str]:
        credentials = b64encode(f"{self.key}:{self.secret}".encode()).decode()
        return {
            "Authorization": f"Basic {credentials}",
            "Content-Type": "application/json",
            "X-Experience-API-Version": "1.0.3",
            "User-Agent": "GuideProject-statements/1.0",
            "Connection": "close",
        }


def _posted(target: Target, body: bytes, headers: dict[str, str]) -> StoreAnswer:
    line = socket.create_connection((target.ip, target.port), timeout=SECONDS)
    clock = threading.Timer(SECONDS, _cut, [line])  # one sign every few seconds never runs into the limit of a step
    clock.daemon = True
    clock.start()
    try:
        if target.scheme == "https":
            line = ssl.create_default_context().wrap_socket(line, server_hostname=target.host)
        connection = HTTPConnection(target.host, target.port, timeout=SECONDS)
        connection.sock = line
        connection.request("POST", target.path, body, headers)
        with connection.getresponse() as answer:
            words = answer.read(LONGEST_ANSWER).decode(errors="replace")
            return StoreAnswer(answer.status, " ".join(words.split())[:200])
    finally:
        clock.cancel()
        line.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it was closed meanwhile
        line.shutdown(socket.SHUT_RDWR)


# Sends the statements that wait, in their order and in batches; one that is sent twice has the same id, and counts once.
#
# Whoever sends a batch first puts its next try off: a worker that is killed, or a second one, sends nothing at the same moment.


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

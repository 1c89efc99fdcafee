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
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from django.conf import settings

from guide.reviewing.fetching import AddressRefused, Target, target_of

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

"""Asks a server that speaks LibreTranslate's protocol for one text in another language.

`POST /translate` with `{"q", "source", "target", "format": "text", "api_key"}` answers `{"translatedText": …}`. Nothing of an
answer is believed before it was looked at, no redirect is followed, and no other host is asked.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import urlsplit

LONGEST_TEXT = 5_000  # characters
LONGEST_ANSWER = 256 * 1024  # bytes
HEADERS = {
    "Content-Type": "application/json",
    "Accept": "application/json",
    "User-Agent": "GuideProject-translation/1.0",
    "Connection": "close",
}


class NoTranslation(Exception):
    """The server cannot be reached, takes too long, or answers what is no translation. Its words are for the log."""


@dataclass(frozen=True, slots=True)
class TranslationServer:
    """Where the server is, the key that opens it, and how many seconds it may take for a text."""

    url: str
    key: str = field(default="", repr=False)
    seconds: float = 20

    def translate(self, text: str, source_language: str, target_language: str) -> str:
        """Sends one text. Returns its translation, in the server's words. Raises NoTranslation."""
        if len(text) > LONGEST_TEXT:
            raise NoTranslation("the text is too long")
        question = {"q": text, "source": source_language, "target": target_language, "format": "text"}
        if self.key:
            question["api_key"] = self.key
        try:
            return _translated_text(self._answer(json.dumps(question).encode()))
        except (OSError, HTTPException) as problem:
            raise NoTranslation(f"{type(problem).__name__}: {problem}") from None

    def _answer(self, question: bytes) -> bytes:
        parts = urlsplit(self.url)
        connection_class = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = connection_class(parts.hostname or "", parts.port, timeout=self.seconds)
        with _time_limit(connection, self.seconds):
            connection.request("POST", f"{parts.path.rstrip('/')}/translate", question, HEADERS)
            with connection.getresponse() as response:
                if response.status != 200:
                    raise NoTranslation(f"HTTP {response.status}")
                answer = response.read(LONGEST_ANSWER + 1)
        if len(answer) > LONGEST_ANSWER:
            raise NoTranslation("the answer is too long")
        return answer


@contextmanager
def _time_limit(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Connects, and ends the connection in time: what sends a sign now and then never runs into the limit of a step."""
    connection.connect()
    timer = Timer(seconds, _cut, [connection.sock])  # the connection lets go of its socket before the answer is read
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    with suppress(OSError):  # it was closed meanwhile
        line.shutdown(socket.SHUT_RDWR)


def _translated_text(answer: bytes) -> str:
    try:
        values = json.loads(answer)
    except (ValueError, RecursionError):
        raise NoTranslation("the answer is no JSON") from None
    text = values.get("translatedText") if isinstance(values, dict) else None
    if not isinstance(text, str):
        raise NoTranslation("the answer holds no text")
    return text

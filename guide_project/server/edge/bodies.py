"""The body of a request as it comes in: bounded in size, in time, and in how many one address may send at once."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

PATIENCE: Final = 10.0  # seconds without which no body may come
SLOWEST: Final = 4_096  # bytes a second, after that
IN_MEMORY: Final = 128 * 1024  # bytes; what is larger waits on disk
SILENT: Final = 10.0  # seconds without a byte
FROM_ONE_ADDRESS: Final = 128
LARGE_FROM_ONE: Final = 4


class BodyRefused(Exception):
    """Why a request is not looked at; it is answered in a line, and its connection is closed."""

    def __init__(self, status: HTTPStatus, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
        self.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]


class Incoming:
    """A body that is coming in."""

    def __init__(self, now: float) -> None:
        self.began = self.heard_at = now
        self.came = 0
        self.is_given_up = False
        self.timeout: asyncio.Timeout | None = None

    def rank(self, now: float) -> tuple[bool, float]:
        """Who sends nothing for a second comes first, then who sends least; to begin with everybody is taken to be quick."""
        return now - self.heard_at < 1.0, (self.came + IN_MEMORY) / (now - self.began + 1.0)

    def give_up(self, now: float) -> None:
        self.is_given_up = True
        if self.timeout is not None:
            with suppress(RuntimeError):  # it is just running out by itself
                self.timeout.reschedule(now)


class Bodies:
    """Those that are coming in now. Used by one event loop alone.

    Thousands of people may have one address: nobody is refused because others send slowly. Where too many come from it, the
    slowest of them is given up.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._coming: defaultdict[str, list[Incoming]] = defaultdict(list)
        self._large: Counter[str] = Counter()

    async def read(self, chunks: AsyncIterator[bytes], size: int, address: str, sender: str = "") -> IO[bytes]:
        """Returns the whole body, to be read from its beginning; `sender` says whose a large one is. Raises BodyRefused."""
        if size > self._most:
            raise BodyRefused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {self._most // 1024**2} MB can be sent at once."
            )
        with self._counted(sender), self._among(address) as incoming:
            body: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the request closes it
            try:
                await self._fill(body, chunks, size, incoming)
            except BaseException:
                body.close()
                raise
        body.seek(0)
        return body

    async def _fill(self, body: IO[bytes], chunks: Any, size: int, incoming: Incoming) -> None:
        now = asyncio.get_running_loop().time
        try:
            while incoming.came < size:
                until = min(incoming.began + PATIENCE + incoming.came / SLOWEST, incoming.heard_at + SILENT)
                async with asyncio.timeout_at(now() if incoming.is_given_up else until) as incoming.timeout:
                    chunk = await chunks.__anext__()  # anext() makes of it what cannot be cancelled
                incoming.timeout = None
                if not chunk:
                    raise BodyRefused(HTTPStatus.BAD_REQUEST, "The request ended before its end.")
                incoming.came, incoming.heard_at = incoming.came + len(chunk), now()
                body.write(chunk)
        except TimeoutError:
            if incoming.is_given_up:
                reason = "Many requests come from your address at once, and this one came slowly."
                raise BodyRefused(HTTPStatus.TOO_MANY_REQUESTS, reason, Retry_After="10") from None
            raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT, "The request came too slowly.") from None
        finally:
            incoming.timeout = None

    @contextmanager
    def _among(self, address: str) -> Iterator[Incoming]:
        now, coming = asyncio.get_running_loop().time(), self._coming[address]
        waiting = [other for other in coming if not other.is_given_up]
        if len(waiting) >= FROM_ONE_ADDRESS:
            min(waiting, key=lambda other: other.rank(now)).give_up(now)
        coming.append(incoming := Incoming(now))
        try:
            yield incoming
        finally:
            coming.remove(incoming)
            if not coming:
                self._coming.pop(address, None)

    @contextmanager
    def _counted(self, sender: str) -> Iterator[None]:
        """Large bodies wait on the disk: one person has few of them there at once."""
        if sender and self._large[sender] >= LARGE_FROM_ONE:
            raise BodyRefused(HTTPStatus.TOO_MANY_REQUESTS, "You are sending several files already.", Retry_After="10")
        self._large[sender] += bool(sender)
        try:
            yield
        finally:
            self._large[sender] -= bool(sender)
            if not self._large[sender]:
                del self._large[sender]

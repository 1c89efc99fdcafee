"""The body of a request as it comes in: bounded in size, in time, and in how many one address may send at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final

PATIENCE: Final = 10.0  # seconds without which no body may come
SLOWEST: Final = 4_096  # bytes a second, after that
IN_MEMORY: Final = 128 * 1024  # bytes; what is larger waits on disk
FROM_ONE_ADDRESS: Final = 64


class BodyRefused(Exception):
    """Why a request is not looked at; it is answered in a line, and its connection is closed."""

    def __init__(self, status: HTTPStatus, reason: str, **headers: str) -> None:
        super().__init__(reason)
        self.status, self.reason = status, reason
        self.headers = [(name.replace("_", "-"), value) for name, value in headers.items()]


class Bodies:
    """Those that are coming in now. Used by one event loop alone."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._coming: Counter[str] = Counter()

    async def read(self, chunks: AsyncIterator[bytes], size: int, address: str) -> IO[bytes]:
        """Returns the whole body, to be read from its beginning. Raises Refused."""
        if size > self._most:
            raise BodyRefused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"At most {self._most // 1024**2} MB can be sent at once."
            )
        with self._counted(address):
            body: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the request closes it
            try:
                await self._fill(body, chunks, size)
            except BaseException:
                body.close()
                raise
        body.seek(0)
        return body

    async def _fill(self, body: IO[bytes], chunks: Any, size: int) -> None:
        started, came = asyncio.get_running_loop().time(), 0
        try:
            while came < size:
                async with asyncio.timeout_at(started + PATIENCE + came / SLOWEST):
                    chunk = await chunks.__anext__()  # anext() makes of it what cannot be cancelled
                if not chunk:
                    raise BodyRefused(HTTPStatus.BAD_REQUEST, "The request ended before its end.")
                came += len(chunk)
                body.write(chunk)
        except TimeoutError:
            raise BodyRefused(HTTPStatus.REQUEST_TIMEOUT, "The request came too slowly.") from None

    @contextmanager
    def _counted(self, address: str) -> Iterator[None]:
        if self._coming[address] >= FROM_ONE_ADDRESS:
            raise BodyRefused(
                HTTPStatus.TOO_MANY_REQUESTS, "Too many requests come from your address at once.", Retry_After="10"
            )
        self._coming[address] += 1
        try:
            yield
        finally:
            self._coming[address] -= 1
            if not self._coming[address]:
                del self._coming[address]

"""The RSGI application around the WSGI one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from io import BytesIO
from time import perf_counter
from typing import Any, Final
from urllib.parse import quote

from guide_project.server.edge.bodies import Bodies, BodyRefused
from guide_project.server.edge.environ import Environ, FileWrapper, environ_of, with_body

log = logging.getLogger(__name__)
access_log = logging.getLogger("guide_project.access")

type Application = Callable[[Environ, Any], Iterable[bytes]]
type AtOnce = Callable[[Environ, Any], Iterable[bytes] | None]

NEVER_ANSWERED: Final = {"TRACE", "TRACK", "CONNECT"}
METHODS: Final = "GET, HEAD, POST, OPTIONS"


class Edge:
    """`at_once` answers what takes no time and no thread, or gives None; `address_of` tells a request's own address.

    A body larger than `largest_of_strangers` is taken of somebody alone whom `sender_of` names, who is asked in a thread;
    `access` has a line written for each request.
    """

    def __init__(
        self,
        application: Application,
        *,
        at_once: AtOnce,
        threads: int,
        largest_body: int,
        largest_of_strangers: int,
        address_of: Callable[[Environ], str],
        sender_of: Callable[[Environ], str],
        access: bool = False,
    ) -> None:
        self._application, self._at_once, self._address_of = application, at_once, address_of
        self._threads, self._bodies, self._access = threads, Bodies(largest_body), access
        self._largest_body, self._largest_of_strangers, self._sender_of = largest_body, largest_of_strangers, sender_of
        self._pool: ThreadPoolExecutor | None = None

    def __rsgi_init__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """In the worker: threads outlive no fork."""
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="request")

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        begun = perf_counter()
        try:
            environ = await self._received(scope, protocol)
        except BodyRefused as refused:
            status = refuse(protocol, refused)
        else:
            status = await self._answered(environ, protocol)
        if self._access:
            access_log.info(
                "%s %s %s %.0f ms", scope.method, ascii_of(scope.path), status, 1000 * (perf_counter() - begun)
            )

    async def _received(self, scope: Any, protocol: Any) -> Environ:
        """The request, with all that it consists of. Raises Refused."""
        environ = environ_of(scope)
        if scope.method in NEVER_ANSWERED:
            raise BodyRefused(HTTPStatus.METHOD_NOT_ALLOWED, f"{scope.method} is not answered here.", Allow=METHODS)
        if "HTTP_TRANSFER_ENCODING" in environ:  # of both lengths of a body, the server below keeps one: no telling
            raise BodyRefused(HTTPStatus.BAD_REQUEST, "Send the length of the body, and no Transfer-Encoding.")
        size = int(environ.get("CONTENT_LENGTH") or 0)
        if not size:
            return with_body(environ, BytesIO())
        sender = await self._sender(environ) if self._largest_of_strangers < size <= self._largest_body else ""
        return with_body(environ, await self._bodies.read(aiter(protocol), size, self._address_of(environ), sender))

    async def _sender(self, environ: Environ) -> str:
        """Whose a large body is, before any of it is taken. Raises BodyRefused where nobody is signed in."""
        if sender := await asyncio.get_running_loop().run_in_executor(self._pool, self._sender_of, environ):
            return sender
        most = self._largest_of_strangers // 1024**2
        raise BodyRefused(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Sign in first: without that, at most {most} MB are taken."
        )

    async def _answered(self, environ: Environ, protocol: Any) -> int:
        start = StartResponse()
        if (answer := self._at_once(environ, start)) is not None:
            return send_response(answer, start, protocol)
        return await asyncio.get_running_loop().run_in_executor(self._pool, self._answer, environ, protocol)

    def _answer(self, environ: Environ, protocol: Any) -> int:
        """In a thread. Returns the status."""
        start = StartResponse()
        try:
            return send_response(self._application(environ, start), start, protocol)
        except Exception:
            log.exception("No answer was made")
            protocol.response_empty(500, [])
            return 500
        finally:
            environ["wsgi.input"].close()


def ascii_of(path: str) -> str:
    """A line of the log stays one line, whatever somebody asks for."""
    return path if path.isascii() and path.isprintable() else quote(path)


class StartResponse:
    """WSGI's start_response."""

    status = 500
    headers: list[tuple[str, str]]

    def __call__(self, status: str, headers: list[tuple[str, str]], _problem: object = None) -> None:
        self.status, self.headers = int(status[:3]), headers


def send_response(answer: Any, start: StartResponse, protocol: Any) -> int:
    """Hands an answer over, whole: no thread waits until it is read. Returns its status."""
    path = getattr(answer.file, "name", None) if isinstance(answer, FileWrapper) else None
    try:
        if not isinstance(path, str):
            content = answer[0] if isinstance(answer, list) and len(answer) == 1 else b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    if isinstance(path, str):
        send_file(answer.file, path, start, protocol)
    else:
        protocol.response_bytes(start.status, start.headers, content)
    return start.status


def send_file(file: Any, path: str, start: StartResponse, protocol: Any) -> None:
    """Has the server read the file, or the part that `common.files.file_part` stands for: none of it comes into memory."""
    if span := getattr(file, "span", None):
        protocol.response_file_range(start.status, start.headers, path, span[0], span[1] + 1)
    else:
        protocol.response_file(start.status, start.headers, path)


def refuse(protocol: Any, refused: BodyRefused) -> int:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), *refused.headers]
    protocol.response_str(refused.status, headers, f"{refused.reason}\n")
    return refused.status

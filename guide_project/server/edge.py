"""What granian calls for each request: it takes the body in and gives the answer out, and no thread waits for a slow client.

granian's own WSGI interface has a thread read the body, for as long as the client likes: as many slow clients as threads
and nobody else was served. Here bodies come in on the event loop, within limits; a thread takes a request that is
complete, and is free again when it has made the answer.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http import HTTPStatus
from importlib import import_module
from io import BytesIO
from tempfile import SpooledTemporaryFile
from time import perf_counter
from typing import IO, Any, Final
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.http import parse_cookie

# A request as WSGI describes it (PEP 3333), from what granian says of it (RSGI).


type Environ = dict[str, Any]

JOINED_BY = {"cookie": ";"}
OWN_NAMES = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


class FileWrapper:
    """WSGI's file_wrapper: an answer that is a file, whole. The edge hands it on by its name."""

    def __init__(self, file: Any, block_size: int = 8192) -> None:
        self.file, self.block_size = file, block_size

    def __iter__(self) -> FileWrapper:
        return self

    def __next__(self) -> bytes:
        if piece := self.file.read(self.block_size):
            return bytes(piece)
        raise StopIteration

    def close(self) -> None:
        if hasattr(self.file, "close"):
            self.file.close()


def environ_of(scope: Any) -> Environ:
    """All but the body, which `with_body` adds."""
    server, port = _host_and_port(scope.server)
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server or "localhost",
        "SERVER_PORT": port or "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": _host_and_port(scope.client)[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    for name, value in scope.headers.items():
        _add_header(environ, name, value)
    return environ


def with_body(environ: Environ, body: IO[bytes]) -> Environ:
    return environ | {"wsgi.input": body, "wsgi.input_terminated": True}


def _add_header(environ: Environ, name: str, value: str) -> None:
    """One with an underscore would come under the name of one with a hyphen, which a proxy looks after: it is left out."""
    if "_" in name:
        return
    key = OWN_NAMES.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
    environ[key] = f"{environ[key]}{JOINED_BY.get(name, ',')}{value}" if key in environ else value


def _host_and_port(address: str) -> tuple[str, str]:
    """Both empty for a socket that is a file."""
    host, _colon, port = address.rpartition(":")
    return (host.strip("[]"), port) if port.isdecimal() else ("", "")


# The body of a request as it comes in: bounded in size, in time, and in how many one address may send at once.


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


# Whose a request is, before its body is taken: by its session, as Django will find it.


def sender_of(environ: Environ) -> str:
    """Returns the key of who is signed in; the empty text where nobody is. Raises BodyRefused where that cannot be known."""
    key = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    if not key:
        return ""
    close_old_connections()
    try:
        session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        return str(session.get(SESSION_KEY, ""))
    except (DatabaseError, InterfaceError):
        reason = "The database cannot be reached just now."
        raise BodyRefused(HTTPStatus.SERVICE_UNAVAILABLE, reason, Retry_After="10") from None
    finally:
        close_old_connections()


# The RSGI application around the WSGI one.


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
    """Has the server read the file, or the `FilePart`: none of it comes into memory."""
    if span := getattr(file, "span", None):
        protocol.response_file_range(start.status, start.headers, path, span[0], span[1] + 1)
    else:
        protocol.response_file(start.status, start.headers, path)


def refuse(protocol: Any, refused: BodyRefused) -> int:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), *refused.headers]
    protocol.response_str(refused.status, headers, f"{refused.reason}\n")
    return refused.status

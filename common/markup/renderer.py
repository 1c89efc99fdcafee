"""The server's side of bounded rendering: renderers lent to one thread at a time, killed when they overrun."""

import atexit
import os
import queue
import selectors
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from types import MappingProxyType
from typing import Any

from common.markup import diff, forkserver, limits, protocol
from common.markup.diff import Diff
from common.markup.mentions import Mentioned
from common.markup.text import clean_text
from common.markup.text_sections import EmbeddedPicture, Rendered, RenderRefused, WikiLink
from common.stored import written

CPU_SECONDS = 3.0
"""What a text may cost, of a processor: five times what the longest ordinary one takes. The kernel counts."""
BRIEF_CPU_SECONDS = 0.5
"""What it may cost where others wait to save: hardly one takes so long, and that one goes on beside the previews."""
HANG_SECONDS = 300.0
"""Without an answer so long, on however busy a machine, something else is wrong: a text is ended by the kernel before."""
WAIT_SECONDS = 15.0
SOON = 0.05  # seconds: several texts of the usual kind
RENDERERS = 2
"""For what is saved, and as many others for what is not."""
LONGEST_COMPARED_HERE = 40_000
"""Characters of HTML, of both texts together: to compare them takes some 15 ms."""

_NO_LINKS: Mapping[str, WikiLink] = MappingProxyType({})
_NO_IMAGES: Mapping[str, EmbeddedPicture] = MappingProxyType({})
_NO_PEOPLE: Mapping[str, Mentioned] = MappingProxyType({})


def render(
    text: str,
    *,
    links: Mapping[str, WikiLink] = _NO_LINKS,
    images: Mapping[str, EmbeddedPicture] = _NO_IMAGES,
    people: Mapping[str, Mentioned] = _NO_PEOPLE,
    language: str,
    prefix: str = "",
) -> Rendered:
    """Safe HTML for a Markdown `text`, or `Refused` within bounded time.

    `links` says by `title_key` where `[[Title]]` leads; a title that it lacks is shown as words. `images`
    says by address what the pictures of the site are; one that it lacks is shown as its alternative text. `people`
    says by opaque name who is mentioned; one that it lacks is "a colleague". `prefix`
    (lower case letters, digits, hyphens) goes into the ids, for several texts on one page.
    """
    text = clean_text(text)
    limits.check(text)
    request = {
        "text": text,
        "links": written(links),
        "images": written(images),
        "people": written(people),
        "language": language,
        "prefix": prefix,
    }
    return Rendered.from_json(_asked(request))


def compare(older_html: str, newer_html: str) -> Diff:
    """As `diff.compare`; two long texts are compared in a renderer process, within its bounds. Raises RenderRefused."""
    if len(older_html) + len(newer_html) <= LONGEST_COMPARED_HERE:
        return diff.compare(older_html, newer_html)
    return Diff.from_json(_asked({"older": older_html, "newer": newer_html}))


def _asked(request: dict[str, Any]) -> dict[str, Any]:
    """The answer. What is not had within the brief time begins again where nobody waits who saves."""
    if not _is_unhurried.get():
        with suppress(_Overran), _pool().lend() as renderer:
            return renderer.ask(request)
        _when_overrun.get()()
    with unhurried(), _pool().lend() as renderer:
        return renderer.ask(request)


_is_unhurried: ContextVar[bool] = ContextVar("is_unhurried", default=False)
_when_overrun: ContextVar[Callable[[], object]] = ContextVar("when_overrun", default=lambda: None)


@contextmanager
def unhurried() -> Iterator[None]:
    """What is rendered inside, such as a preview, has renderers of its own: whoever saves never waits for it."""
    token = _is_unhurried.set(True)
    try:
        yield
    finally:
        _is_unhurried.reset(token)


@contextmanager
def when_overrun(act: Callable[[], object]) -> Iterator[None]:
    """Calls `act` when a text that is rendered inside takes longer than the brief time. What it raises ends that."""
    token = _when_overrun.set(act)
    try:
        yield
    finally:
        _when_overrun.reset(token)


class _Overran(RenderRefused):
    """The kernel ended the process, which had spent its time."""


class _Crashed(Exception):
    """The process ended by itself."""


class Renderer:
    """One renderer process, started at its first text and again after it was ended."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._process: forkserver.Process | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """The rendering. A process that died is replaced, once: the fault may have been somebody else's."""
        frame = protocol.pack(request)
        for _ in range(2):
            try:
                return _rendering(protocol.unpack(self._exchange(frame)))
            except (_Crashed, BrokenPipeError):
                self.end()
            except RenderRefused:
                raise
            except BaseException:
                self.end()  # an answer may be under way: the next text must not get it
                raise
        raise RenderRefused("unavailable")

    def _exchange(self, frame: bytes) -> bytes:
        process = self._process
        if process is None or process.poll() is not None:
            process = self._start()
        if process.stdin is None or process.stdout is None:
            raise RenderRefused("unavailable")
        unsent = memoryview(frame)
        while unsent:
            unsent = unsent[os.write(process.stdin.fileno(), unsent) :]
        deadline = time.monotonic() + HANG_SECONDS
        (length,) = protocol.LENGTH.unpack(self._read(protocol.LENGTH.size, deadline))
        return self._read(length, deadline)

    def _start(self) -> forkserver.Process:
        self.end()
        try:
            self._process = forkserver.forked(self._seconds) or forkserver.started(
                "common.markup.renderer_process", str(self._seconds)
            )
        except OSError as error:
            raise RenderRefused("unavailable") from error
        return self._process

    def _read(self, size: int, deadline: float) -> bytes:
        """`size` bytes of the answer; past the deadline the process is killed, and the text to be sent again."""
        process = self._process
        if process is None or process.stdout is None:
            raise _Crashed
        received = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while len(received) < size:
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    self.end()
                    raise RenderRefused("unavailable")
                if not (part := os.read(process.stdout.fileno(), size - len(received))):
                    self._raise_end(process)
                received += part
        return bytes(received)

    def _raise_end(self, process: forkserver.Process) -> None:
        """The kernel ends a process that spent its time; anything else is a crash."""
        code = process.wait()
        self.end()
        if forkserver.kernel_ended(code):
            raise _Overran("too_costly")
        raise _Crashed

    def end(self) -> None:
        """End the process; the next text starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            forkserver.close(process)

    def forget(self) -> None:
        """After a fork: let go of a process that belongs to the parent, without ending it."""
        process, self._process = self._process, None
        if process is not None:
            process.returncode = 0  # not ours to wait for
            forkserver.close(process)


def _rendering(message: dict[str, Any]) -> dict[str, Any]:
    if "refused" in message:
        raise RenderRefused(message["refused"])
    rendered: dict[str, Any] = message["rendered"]
    return rendered


class _Pool:
    """Some renderers of one server process: the others start where one is at work for longer than a text takes as a rule."""

    def __init__(self, seconds: float) -> None:
        self.pid = os.getpid()
        self._all = [Renderer(seconds) for _ in range(RENDERERS)]
        self._idle: queue.LifoQueue[Renderer] = queue.LifoQueue()
        self._spare = self._all[:-1]
        self._idle.put(self._all[-1])

    @contextmanager
    def lend(self) -> Iterator[Renderer]:
        renderer = self._taken()
        try:
            yield renderer
        finally:
            self._idle.put(renderer)

    def _taken(self) -> Renderer:
        with suppress(queue.Empty):
            return self._idle.get(timeout=SOON)
        with suppress(IndexError):
            return self._spare.pop()
        try:
            return self._idle.get(timeout=WAIT_SECONDS)
        except queue.Empty as error:
            raise RenderRefused("unavailable") from error

    def forget(self) -> None:
        for renderer in self._all:
            renderer.forget()

    def end(self) -> None:
        for renderer in self._all:
            renderer.end()


@atexit.register
def end_renderers() -> None:
    """End the processes of this server. If it dies before it can, they end by themselves when their input does."""
    for pool in _current.values():
        if pool.pid == os.getpid():
            pool.end()


_lock = threading.Lock()
_current: dict[bool, _Pool] = {}
"""By whether they are for what is unhurried."""


def _pool() -> _Pool:
    """The pool of this very process: a forked child must not write into its parent's pipes."""
    is_unhurried = _is_unhurried.get()
    pool = _current.get(is_unhurried)
    if pool is None or pool.pid != os.getpid():
        with _lock:
            for name, inherited in [*_current.items()]:
                if inherited.pid != os.getpid():
                    _current.pop(name).forget()
            seconds = CPU_SECONDS if is_unhurried else BRIEF_CPU_SECONDS
            pool = _current[is_unhurried] = _current.get(is_unhurried) or _Pool(seconds)
    return pool

"""People who write: each asks for a form, changes something, and sends it, again and again, over one kept connection.

A browser in so few lines that it hardly disturbs what is measured: both run on the same processors.
"""

from __future__ import annotations

import html
import re
import socket
import statistics
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

from setup.console import Missing
from tests.benchmarks.wrk import HEADERS

FORM = r'<form\b[^>]*\bid="%s"[^>]*>(.*?)</form>'
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?')
TEXTAREA = re.compile(r'<textarea name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', re.DOTALL)
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
TOO_MANY, MOMENT = 429, 0.2  # seconds
CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)


class Busy(Missing):
    """The server does not take it now: whoever asks does so again in a moment."""


class Asking(Protocol):
    """A browser, or what stands for one in the same process."""

    def get(self, path: str) -> str: ...

    def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]: ...


class Browser:
    """One person's. Her messages are not shown, so their cookie is not kept."""

    def __init__(self, port: int, cookie: str) -> None:
        self.port = port
        self.sign_in(cookie)
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)

    def sign_in(self, cookie: str) -> None:
        """Asks as another person from now on, over the same connection: a server's connections are not people."""
        lines = [f"{name}: {value}\r\n" for name, value in HEADERS.items()]
        address = f"127.0.0.1:{self.port}"
        lines += [f"Host: {address}\r\n", f"Origin: https://{address}\r\n", f"Cookie: {cookie}\r\n"]
        self.headers = "".join(lines)

    def get(self, path: str) -> str:
        return unpacked(*self.read(path))

    def read(self, path: str) -> tuple[bytes, bytes]:
        """Head and body as they come; raises Missing where it is not what was asked for."""
        head, body = self.answer(f"GET {path} HTTP/1.1\r\n{self.headers}\r\n".encode())
        if status(head) == TOO_MANY:
            raise Busy(f"{path} is refused: too much is under way")
        if status(head) != 200:
            raise Missing(f"{path} is answered with {status(head)}")
        return head, body

    def post(self, path: str, fields: dict[str, str], *, is_live: bool = False) -> tuple[int, str]:
        more = "HX-Request: true\r\n" if is_live else ""
        body = urlencode(fields).encode()
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        head = f"POST {path} HTTP/1.1\r\n{self.headers}{more}{kind}Content-Length: {len(body)}\r\n\r\n"
        return self.ask(head.encode() + body)

    def ask(self, request: bytes) -> tuple[int, str]:
        head, body = self.answer(request)
        return status(head), unpacked(head, body)

    def answer(self, request: bytes) -> tuple[bytes, bytes]:
        self.socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self.received()
        head, _, body = answer.partition(b"\r\n\r\n")
        if CHUNKED.search(head):
            return head, self.joined(body)
        length = LENGTH.search(head)
        if length is None:
            raise Missing(f"an answer without its length: {head[:300]!r}")
        while len(body) < int(length[1]):
            body += self.received()
        return head, body

    def joined(self, some: bytes) -> bytes:
        """The body that comes in chunks, each after its length, until one of none."""
        body = b""
        while True:
            while b"\r\n" not in some:
                some += self.received()
            line, _, some = some.partition(b"\r\n")
            length = int(line.partition(b";")[0], 16)
            while len(some) < length + 2:
                some += self.received()
            if not length:
                return body
            body, some = body + some[:length], some[length + 2 :]

    def received(self) -> bytes:
        some = self.socket.recv(1 << 18)
        if not some:
            raise Missing("the server has closed a connection")
        return some


def status(head: bytes) -> int:
    return int(head[9:12])


def unpacked(head: bytes, body: bytes) -> str:
    if b"content-encoding: gzip" in head.lower():
        body = zlib.decompress(body, 31)
    return body.decode(errors="replace")


def fields_of(page: str, ident: str) -> dict[str, str]:
    """What a form of the page holds: its hidden fields and its texts."""
    found = re.search(FORM % re.escape(ident), page, re.DOTALL)
    if found is None:
        raise Missing(f"there is no form “{ident}” in the page")
    values = [*HIDDEN.findall(found[1]), *TEXTAREA.findall(found[1])]
    return {name: html.unescape(value) for name, value in values}


@dataclass
class Done:
    """What people did in the time: milliseconds of each form and its sending, and how often they had to do it again."""

    turns: list[tuple[float, float]] = field(default_factory=list)
    acts: list[tuple[int, int]] = field(default_factory=list)  # who of them, and which turn
    conflicts: int = 0
    refused: int = 0
    seconds: float = 0

    @property
    def rate(self) -> float:
        return len(self.turns) / self.seconds

    def times(self) -> dict[str, float]:
        """Of form and sending together."""
        both = sorted(map(sum, self.turns))
        return {"p50": statistics.median(both)} | {f"p{share}": both[len(both) * share // 100] for share in (95, 99)}


type Act = Callable[[Asking, int, int, Done], None]
"""What a person does in one turn, in her browser; told who of them she is, and which turn it is."""


def together(port: int, cookies: Sequence[str], act: Act, *, seconds: float, since: int = 0) -> Done:
    """All of them at once, for so long, with turns numbered from `since`. What goes wrong is raised at the end."""
    done, problems = Done(), list[BaseException]()
    begun = time.perf_counter()

    def one(person: int, cookie: str) -> None:
        try:
            browser, turn = Browser(port, cookie), since
            while time.perf_counter() < begun + seconds:
                act(browser, person, turn, done)
                done.acts.append((person, turn))
                turn += 1
        except BaseException as problem:  # told by the thread that waits
            problems.append(problem)

    threads = [threading.Thread(target=one, args=pair) for pair in enumerate(cookies)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    done.seconds = time.perf_counter() - begun
    return done


@dataclass(frozen=True)
class Form:
    """How a wiki's pages are edited: what is added to their address, and what the form and its text are called."""

    address: str = "edit/"
    ident: str = "writing"
    text: str = "body"
    more: tuple[tuple[str, str], ...] = (("summary", ""),)
    conflict: int = 409
    """How a save is answered that meets another."""

    def send(self, browser: Asking, path: str, change: Callable[[str], str]) -> tuple[int, float, float]:
        """The answer's status, and milliseconds of the form and of its sending."""
        begun = time.perf_counter()
        page = browser.get(f"{path}{self.address}")
        opened = time.perf_counter()
        fields = fields_of(page, self.ident) | dict(self.more)
        fields[self.text] = change(fields[self.text].replace("\r\n", "\n"))
        sending = time.perf_counter()
        status, _text = browser.post(f"{path}{self.address}", fields)
        return status, (opened - begun) * 1000, (time.perf_counter() - sending) * 1000


OURS = Form()


def saves(paths: Sequence[str], change: Callable[[str, int, int], str], form: Form = OURS, *, each: int = 1) -> Act:
    """Edits `each` pages of her own in turn; `change` takes the text, who she is, and which turn it is."""

    def act(browser: Asking, person: int, turn: int, done: Done) -> None:
        path = paths[(person * each + turn % each) % len(paths)]
        while True:
            try:
                status, opened, sent = form.send(browser, path, lambda text: change(text, person, turn))
            except Busy:
                status = TOO_MANY
            if status in {form.conflict, TOO_MANY}:
                done.conflicts += status == form.conflict
                done.refused += status == TOO_MANY
                time.sleep(MOMENT if status == TOO_MANY else 0)
                continue
            if status != 302:
                raise Missing(f"a save at {path} is answered with {status}")
            done.turns.append((opened, sent))
            return

    return act


def says(paths: Sequence[str], words: Callable[[int, int], str]) -> Act:
    """Writes into the box of one page after the other, as a browser with scripts sends it."""

    def act(browser: Asking, person: int, turn: int, done: Done) -> None:
        path = paths[(person * 37 + turn) % len(paths)]
        begun = time.perf_counter()
        page = browser.get(path)
        opened = time.perf_counter()
        fields = fields_of(page, "say") | {"body": words(person, turn)}
        sending = time.perf_counter()
        status, _text = browser.post(f"{path}say/", fields, is_live=True)
        if status == TOO_MANY:
            raise Busy(path)
        if status != 200:
            raise Missing(f"what was said at {path} is answered with {status}")
        done.turns.append(((opened - begun) * 1000, (time.perf_counter() - sending) * 1000))

    return act

"""One account, or one address, doing its worst, and what others wait meanwhile: each page on a connection of its own.

Four ways: a text made to be slow and those who agree with it; forms sent a byte at a time; four PDFs of 19 MB made to be slow;
four previews of long texts. What the attacker is answered is counted: refusals are what she should get.
"""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from setup.console import Missing
from tests.benchmarks.browsers import Browser, fields_of
from tests.benchmarks.parts import Place
from tests.benchmarks.wrk import HEADERS

SECONDS, AHEAD = 12, 1.0
PAUSE = 0.05  # seconds that a reader reads
READERS = 2
AT_ONCE = 4
DASHES = "```\n" + "-" * 60_000 + "\n```\n\nUne phrase que chacun approuve."
LONG = "\n\n".join(f"Un paragraphe *long*, avec [un lien](/{number}) et `{'x' * 60}`." for number in range(2_000))
PDF = b"%PDF-1.7\n" + b"stream\n" * 2_700_000 + b"\n%%EOF"

type Stopped = Callable[[], bool]
type Attack = Callable[["Attacker", int, Stopped], None]


class Attacker:
    """One account; `path` is the page that she works on."""

    def __init__(self, port: int, cookie: str, path: str) -> None:
        self.port, self.cookie, self.path = port, cookie, path
        self.answers: Counter[int] = Counter()
        self.token = fields_of(Browser(port, cookie).get(path), "say")["csrfmiddlewaretoken"]

    def post(self, path: str, fields: dict[str, str]) -> None:
        status, _text = Browser(self.port, self.cookie).post(path, {"csrfmiddlewaretoken": self.token} | fields)
        self.answers[status] += 1

    def send(self, path: str, content: bytes) -> None:
        edge = "----a"
        head = f'--{edge}\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
        body = (head % ("csrfmiddlewaretoken", "")).encode() + self.token.encode() + b"\r\n"
        body += (head % ("file", '; filename="a.pdf"\r\nContent-Type: application/pdf')).encode() + content
        body += f"\r\n--{edge}--\r\n".encode()
        browser = Browser(self.port, self.cookie)
        kind = f"Content-Type: multipart/form-data; boundary={edge}\r\nContent-Length: {len(body)}\r\n"
        status, _text = browser.ask(f"POST {path} HTTP/1.1\r\n{browser.headers}{kind}\r\n".encode() + body)
        self.answers[status] += 1


def agreeing(attacker: Attacker, number: int, stopped: Stopped) -> None:
    if number == 0:
        edit = f"{attacker.path}edit/"
        fields = fields_of(Browser(attacker.port, attacker.cookie).get(edit), "writing")
        attacker.post(edit, fields | {"body": DASHES, "summary": ""})
    while not stopped():
        attacker.post(f"{attacker.path}passages/endorse/", {"exact": "Une phrase que chacun approuve.", "useful": "1"})


def trickling(attacker: Attacker, number: int, stopped: Stopped) -> None:
    lines = HEADERS | {"X-Forwarded-For": "192.0.2.66"}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    while not stopped():
        try:
            with socket.create_connection(("127.0.0.1", attacker.port), timeout=60) as one:
                one.sendall(
                    f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}Content-Length: 9000\r\n".encode()
                )
                one.sendall(b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")
                while not stopped():
                    one.sendall(b"a")
                    time.sleep(1)
        except OSError:  # it was thrown out
            attacker.answers[0] += 1


def uploading(attacker: Attacker, number: int, stopped: Stopped) -> None:
    turn = 0
    while not stopped():
        attacker.send("/files/", PDF[:-6] + f"{number}.{turn}".encode() + PDF[-6:])
        turn += 1


def previewing(attacker: Attacker, number: int, stopped: Stopped) -> None:
    while not stopped():
        fields = {"title": "Une page", "body": f"{LONG}\n\n{number} {time.time()}", "base_version": "1"}
        attacker.post(f"{attacker.path}preview/", fields)


ATTACKS: dict[str, Attack] = {"text": agreeing, "slow": trickling, "files": uploading, "previews": previewing}


def measured(port: int, place: Place) -> dict[str, Any]:
    """For each way, and for none, what others wait; `answers` are what the attacker got."""
    found: dict[str, Any] = {"none": waited(port, place)}
    for name, attack in ATTACKS.items():
        attacker = Attacker(port, place.cookies[0], place.paths[0])
        with under(attack, attacker):
            found[name] = waited(port, place) | {"answers": dict(attacker.answers)}
    return found


@contextmanager
def under(attack: Attack, attacker: Attacker) -> Iterator[None]:
    stop = threading.Event()

    def one(number: int) -> None:
        while not stop.is_set():
            try:
                attack(attacker, number, stop.is_set)
            except (Missing, OSError):  # a connection that was closed
                attacker.answers[0] += 1
                time.sleep(0.1)

    threads = [threading.Thread(target=one, args=[number], daemon=True) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    time.sleep(AHEAD)
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(90)


def waited(port: int, place: Place) -> dict[str, Any]:
    """Milliseconds from the call to the whole page, of people who read one page after the other."""
    times: list[float] = []
    end = time.perf_counter() + SECONDS

    def read(cookie: str) -> None:
        turn = 0
        while time.perf_counter() < end:
            path = place.paths[1:][turn % (len(place.paths) - 1)]
            begun = time.perf_counter()
            Browser(port, cookie).get(path)
            times.append((time.perf_counter() - begun) * 1000)
            turn += 1
            time.sleep(PAUSE)

    threads = [threading.Thread(target=read, args=[cookie]) for cookie in place.cookies[1 : 1 + READERS]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) < READERS:
        raise Missing("Nobody was answered.")
    times.sort()
    shares = {f"p{share}": times[len(times) * share // 100] for share in (95, 99)}
    return {"rate": len(times) / SECONDS, "p50": statistics.median(times)} | shares | {"longest": times[-1]}

"""One, four and eight accounts doing their worst, and what others wait meanwhile who read, save and sign in.

Four ways: a text made to be slow and those who agree with it; forms sent a byte at a time, each account from an address of its
own; four PDFs of 19 MB an account, made to be slow; four previews of long texts an account. Each page is read on a connection
of its own. What the attackers are answered is counted: refusals are what they should get.
"""

from __future__ import annotations

import multiprocessing
import secrets
import socket
import statistics
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from multiprocessing.connection import Connection
from typing import Any

from setup.console import Missing
from tests.benchmarks.browsers import HIDDEN, TOO_MANY, Act, Asking, Browser, Done, fields_of, saves, together
from tests.benchmarks.parts import Place, changed
from tests.benchmarks.wrk import HEADERS

SECONDS, AHEAD = 12, 1.0
PAUSE = 0.05  # seconds that a reader reads
READERS, WRITERS = 2, 2
TYPED = 1.5  # seconds that a writer types, and then reads what she saved
AT_ONCE = 4
PATIENCE = 90
PROCESSES = multiprocessing.get_context("fork")  # none of their threads runs yet
ACCOUNTS = (1, 4, 8)
ATTACKED, READ, SAVED = (slice(first, None, 3) for first in range(3))  # pages of their own
DASHES = "```\n" + "-" * 60_000 + "\n```\n\nUne phrase que chacun approuve."
LONG = "\n\n".join(f"Un paragraphe *long*, avec [un lien](/{number}) et `{'x' * 60}`." for number in range(2_000))
PDF = b"%PDF-1.7\n" + b"stream\n" * 2_700_000 + b"\n%%EOF"

type Stopped = Callable[[], bool]
type Attack = Callable[["Attacker", int, Stopped], None]


class Attacker:
    """One account; `path` is the page that she works on, `answers` counts what she and those with her are answered."""

    def __init__(self, port: int, cookie: str, path: str, answers: Counter[int]) -> None:
        self.port, self.cookie, self.path, self.answers = port, cookie, path, answers
        self.address = f"192.0.2.{zlib.crc32(cookie.encode()) % 250}"
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
    lines = HEADERS | {"X-Forwarded-For": attacker.address}
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


def name_of(attack: str, accounts: int) -> str:
    """What the results call it."""
    return attack if accounts == 1 else f"{attack} by {accounts}"


def measured(port: int, place: Place) -> dict[str, Any]:
    """For each way and number of accounts, and for none, what others wait; `answers` are what the attackers got."""
    found: dict[str, Any] = {"none": waited(port, place)}
    for accounts in ACCOUNTS:
        for name in ATTACKS:
            people = zip(place.cookies[:accounts], cycle(place.paths[ATTACKED]), strict=False)
            with under(name, port, list(people)) as answers:
                one = waited(port, place)
            found[name_of(name, accounts)] = one | {"answers": dict(answers)}
    return found


@contextmanager
def under(name: str, port: int, people: Sequence[tuple[str, str]]) -> Iterator[Counter[int]]:
    """The accounts attack in a process of their own, for which nobody who measures waits. Their answers come last."""
    answers: Counter[int] = Counter()
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=attack_until_told, args=[name, port, people, there])
    process.start()
    time.sleep(AHEAD)
    try:
        yield answers
    finally:
        here.send("stop")
        if here.poll(PATIENCE):
            answers.update(here.recv())
        process.join(PATIENCE)


def attack_until_told(name: str, port: int, people: Sequence[tuple[str, str]], told: Connection) -> None:
    stop, answers = threading.Event(), Counter[int]()

    def one(attacker: Attacker, number: int) -> None:
        while not stop.is_set():
            try:
                ATTACKS[name](attacker, number, stop.is_set)
            except (Missing, OSError):  # a connection that was closed
                attacker.answers[0] += 1
                time.sleep(0.1)

    attackers = [Attacker(port, cookie, path, answers) for cookie, path in people]
    threads = [
        threading.Thread(target=one, args=[attacker, number], daemon=True)
        for attacker in attackers
        for number in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    told.recv()
    stop.set()
    deadline = time.monotonic() + PATIENCE / 2
    for thread in threads:
        thread.join(max(0, deadline - time.monotonic()))
    told.send(dict(answers))


def at_leisure(paths: Sequence[str]) -> Act:
    """Saves as somebody who types: what she asks for is not the next thing that she does."""

    def typed(text: str, person: int, turn: int) -> str:
        time.sleep(TYPED)
        return changed(text, person, turn)

    save = saves(paths, typed)

    def act(browser: Asking, person: int, turn: int, done: Done) -> None:
        save(browser, person, turn, done)
        time.sleep(TYPED)

    return act


def signing_in(port: int, csrf: str, until: float) -> Iterator[tuple[int, float]]:
    """Opens the form and tries a name that nobody has, whose password is looked at all the same: the answer, milliseconds."""
    while time.perf_counter() < until:
        begun = time.perf_counter()
        browser = Browser(port, csrf)
        token = dict(HIDDEN.findall(browser.get("/accounts/login/")))["csrfmiddlewaretoken"]
        tried = {"csrfmiddlewaretoken": token, "login": secrets.token_hex(8), "password": secrets.token_hex(8)}
        answer, _text = browser.post("/accounts/login/", tried)
        yield answer, (time.perf_counter() - begun) * 1000
        time.sleep(TYPED)


def waited(port: int, place: Place) -> dict[str, Any]:
    """Milliseconds from the call to the whole page; of form and save; of form and sign-in."""
    times: list[float] = []
    tries: list[tuple[int, float]] = []
    end = time.perf_counter() + SECONDS
    read_paths = place.paths[READ]

    def read(cookie: str) -> None:
        turn = 0
        while time.perf_counter() < end:
            begun = time.perf_counter()
            Browser(port, cookie).get(read_paths[turn % len(read_paths)])
            times.append((time.perf_counter() - begun) * 1000)
            turn += 1
            time.sleep(PAUSE)

    readers, writers = place.cookies[-READERS - WRITERS : -WRITERS], place.cookies[-WRITERS:]
    csrf = next(one for one in place.cookies[0].split(";") if "csrf" in one)
    threads = [threading.Thread(target=read, args=[cookie]) for cookie in readers]
    threads.append(threading.Thread(target=lambda: tries.extend(signing_in(port, csrf, end))))
    for thread in threads:
        thread.start()
    done = together(port, writers, at_leisure(place.paths[SAVED]), seconds=SECONDS)
    for thread in threads:
        thread.join()
    if len(times) < READERS or not done.turns or not tries:
        raise Missing("Nobody was answered.")
    times.sort()
    shares = {f"p{share}": times[len(times) * share // 100] for share in (95, 99)}
    saving = {f"save_{share}": found for share, found in done.times().items()}
    read_rate = {"rate": len(times) / SECONDS, "p50": statistics.median(times)}
    tried = {
        "sign_in_p50": statistics.median(took for _answer, took in tries),
        "sign_in_longest": max(took for _answer, took in tries),
        "sign_ins_refused": sum(answer == TOO_MANY for answer, _took in tries),
    }
    return read_rate | shares | {"longest": times[-1], "writes": done.rate, "refused": done.refused} | saving | tried

"""A crowd that reads and writes at once, over sixteen connections: one write for every twenty readings of each.

What is read may be somebody else's each time, as with wrk, which cannot write: a connection is not a person.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice

from setup.console import Missing
from tests.benchmarks import parts
from tests.benchmarks.browsers import MOMENT, TOO_MANY, Browser, Busy, Done, fields_of, saves, says
from tests.benchmarks.wrk import Ask

CONNECTIONS, READINGS = 16, 20
WRITES = ("save", "comment", "endorsement")

type Write = Callable[[Browser, str, str, int], None]
"""Told the kind of write, the page, and which write of the wiki it is."""


@dataclass
class Mixed:
    """Milliseconds of each reading, how many writes there were, and what the server did not take for being busy."""

    times: list[float] = field(default_factory=list)
    writes: int = 0
    refused: int = 0
    seconds: float = 0

    def figures(self) -> dict[str, float]:
        if len(self.times) < 2:
            raise Missing("Nobody was answered in time.")
        self.times.sort()
        found = {f"p{share}": self.times[len(self.times) * share // 100] for share in (95, 99)}
        rates = {"rate": len(self.times) / self.seconds}
        if self.writes:
            rates["writes"] = self.writes / self.seconds
        return rates | {"refused": self.refused, "p50": statistics.median(self.times)} | found


def turns(connection: int, asks: Sequence[Ask]) -> Iterator[tuple[Ask, str]]:
    """Readings of one connection, each with the kind of write that follows upon it or none; no two begin alike."""
    mine = cycle(islice(asks, connection % len(asks), None, CONNECTIONS))
    kinds = cycle(WRITES[connection % 3 :] + WRITES[: connection % 3])
    begin = connection * READINGS // CONNECTIONS
    for number, ask in enumerate(mine, begin + 1):
        yield ask, next(kinds) if number % READINGS == 0 else ""


def mixed(port: int, asks: Sequence[Ask], write: Write, *, seconds: float) -> Mixed:
    """All connections at once, for so long. What goes wrong is raised at the end."""
    done, begun = Mixed(), time.perf_counter()

    def one(connection: int) -> None:
        browser = Browser(port, "")
        for number, (ask, kind) in enumerate(turns(connection, asks)):
            if time.perf_counter() > begun + seconds:
                return
            with counted(done):
                read(browser, ask, done)
                if kind:
                    write(browser, kind, ask.path, connection * 100_000 + number)
                    done.writes += 1

    at_once(one, range(CONNECTIONS))
    done.seconds = time.perf_counter() - begun
    return done


def once(port: int, asks: Sequence[Ask]) -> Mixed:
    """Each reading once, over sixteen connections."""
    done, waiting, begun = Mixed(), iter(asks), time.perf_counter()

    def one(_connection: int) -> None:
        browser = Browser(port, "")
        while ask := next(waiting, None):
            with counted(done):
                read(browser, ask, done)

    at_once(one, range(CONNECTIONS))
    done.seconds = time.perf_counter() - begun
    return done


def read(browser: Browser, ask: Ask, done: Mixed) -> None:
    browser.sign_in(ask.cookie)
    asked = time.perf_counter()
    browser.read(ask.path)
    done.times.append((time.perf_counter() - asked) * 1000)


@contextmanager
def counted(done: Mixed) -> Iterator[None]:
    """Whoever is refused for now counts, and goes on."""
    try:
        yield
    except Busy:
        done.refused += 1
        time.sleep(MOMENT)


def at_once(act: Callable[[int], None], numbers: Sequence[int]) -> None:
    problems: list[BaseException] = []

    def one(number: int) -> None:
        try:
            act(number)
        except BaseException as problem:  # told by the thread that waits
            problems.append(problem)

    threads = [threading.Thread(target=one, args=[number]) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]


def write(browser: Browser, kind: str, path: str, number: int) -> None:
    """In our own wiki, by whoever has just read the page."""
    if kind == "save":
        saves([path], parts.changed)(browser, 0, number, Done())
    elif kind == "comment":
        says([path], parts.words)(browser, 0, number, Done())
    else:
        token = fields_of(browser.get(path), "say")["csrfmiddlewaretoken"]
        status, _text = browser.post(f"{path}endorse/", {"csrfmiddlewaretoken": token, "useful": "1"}, is_live=True)
        if status == TOO_MANY:
            raise Busy(path)
        if status != 200:
            raise Missing(f"an endorsement of {path} is answered with {status}")

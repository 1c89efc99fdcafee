"""Measures one part of a crowd, of our site or of another wiki: whoever has a port, places, and processes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from tests.benchmarks import browsers, parts
from tests.benchmarks.browsers import OURS, Form
from tests.benchmarks.crowd import mixing
from tests.benchmarks.crowd.parts import FIRST, MIXED, READING, RESTARTED, asks_of, even
from tests.benchmarks.machine import Watch
from tests.benchmarks.measuring import work
from tests.benchmarks.parts import Place
from tests.benchmarks.sizes import PAGES_OF_A_SAVER, SAVERS
from tests.benchmarks.wrk import Ask, load

CONNECTIONS = (1, 16)
EDITORS, READERS = 4, 8


@dataclass(frozen=True)
class Times:
    """Seconds of a reading, of writing, and at most until everything has been read once."""

    reading: float
    writing: float
    warming: float = 40


TIMES = {"tiny": Times(2, 5, 5), "small": Times(6, 60), "medium": Times(6, 60), "large": Times(6, 60)}


@dataclass
class Crowd:
    """A wiki that is served, with what tells it from another: its form, its writes, and how it is started anew."""

    port: int
    places: dict[str, Place]
    groups: dict[str, list[int]]
    times: Times
    form: Form = OURS
    write: mixing.Write = mixing.write
    restart: Callable[[], None] | None = None
    queue: Callable[[], int] | None = None

    def measured(self, name: str) -> dict[str, Any]:
        place = self.places[name]
        asks = asks_of(name, place)
        if name in RESTARTED:
            return {"16": self.restarted(asks[: len(place.paths)])}
        if name in MIXED:
            return {"16": self.mixed(asks, len(place.paths))}
        if name == "crowd-beside":
            return {"12": self.beside(place)}
        if name in READING or name.startswith("cold-"):
            return self.read(name, asks, len(place.paths))
        return {str(SAVERS): self.saved(place)}

    def read(self, name: str, asks: list[Ask], addresses: int) -> dict[str, Any]:
        if name not in FIRST:
            self.warm(asks, addresses)
        found: dict[str, Any] = {}
        for turn, connections in enumerate(CONNECTIONS):
            since = turn * len(asks) // len(CONNECTIONS)
            with Watch(self.groups) as watch:
                one = load(self.port, asks, connections=connections, seconds=self.times.reading, since=since)
            figures = {"rate": one.rate, "p50": one.p50, "p95": one.p95, "p99": one.p99, "bytes": one.bytes}
            found[str(connections)] = figures | together(work(watch, one.requests))
        return found

    def warm(self, asks: list[Ask], addresses: int) -> None:
        """Each address read twice by somebody, or for some seconds; by others than those who are measured afterwards."""
        left = 2 * min(addresses, 1_000) if addresses > 100 else 2 * min(len(asks), 400)
        begin, asked, rounds = 3 * len(asks) // 4, 0, int(self.times.warming // 2)
        while asked < left and rounds:
            asked += load(self.port, asks, connections=8, seconds=2, since=begin + asked).requests
            rounds -= 1

    def restarted(self, asks: list[Ask]) -> dict[str, Any]:
        """Each page once, by sixteen, after everybody was there and the server was started anew."""
        for _ in range(2):
            mixing.once(self.port, asks)
        if self.restart:
            self.restart()
        with Watch(self.groups) as watch:
            done = mixing.once(self.port, asks)
        return done.figures() | together(work(watch, len(done.times)))

    def mixed(self, asks: list[Ask], addresses: int) -> dict[str, Any]:
        self.warm(asks, addresses)
        with Watch(self.groups) as watch:
            done = mixing.mixed(self.port, asks, self.write, seconds=self.times.reading * 2)
        return done.figures() | together(work(watch, len(done.times)))

    def saved(self, place: Place) -> dict[str, Any]:
        each = len(place.paths) // SAVERS
        act = browsers.saves(place.paths, parts.changed, self.form, each=each)
        cookies = place.cookies[:SAVERS]
        browsers.together(self.port, cookies, act, seconds=min(3, self.times.writing), since=9_000_000)
        before = self.queue() if self.queue else 0
        with Watch(self.groups) as watch:
            done = browsers.together(self.port, cookies, act, seconds=self.times.writing)
        after = self.queue() if self.queue else 0
        figures = {"rate": done.rate} | done.times() | {"conflicts": done.conflicts, "refused": done.refused}
        queue = {"queue_before": before, "queue_after": after, "queue_grown": after - before} if self.queue else {}
        return figures | queue | together(work(watch, len(done.turns)))

    def beside(self, place: Place) -> dict[str, Any]:
        """The readers read what the editors save; told are readings, with how many saves there were a second."""
        paths = place.paths[: EDITORS * PAGES_OF_A_SAVER]
        act = browsers.saves(paths, parts.changed, self.form, each=len(paths) // EDITORS)
        asks = even(paths, place.cookies[EDITORS:])
        seconds = self.times.reading * 2
        self.warm(asks, len(paths))
        with ThreadPoolExecutor(1) as apart, Watch(self.groups) as watch:
            saving = apart.submit(browsers.together, self.port, place.cookies[:EDITORS], act, seconds=seconds)
            one = load(self.port, asks, connections=READERS, seconds=seconds)
            saved = saving.result()
        figures = {"rate": one.rate, "p50": one.p50, "p95": one.p95, "p99": one.p99}
        return figures | {"writes": saved.rate} | together(work(watch, one.requests))


def together(spent: dict[str, float]) -> dict[str, float]:
    """With what server and database take together, and with the worker as well."""
    both = spent.get("server", 0) + spent.get("database", 0)
    return spent | {"both": both, "processor": both + spent.get("worker", 0)}

"""Measures one part of a site that is served: by wrk what is read, by browsers what is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from setup.console import Missing
from tests.benchmarks import attacks, browsers, machine, parts, weighing
from tests.benchmarks.machine import Watch
from tests.benchmarks.parts import EMPTY, Place
from tests.benchmarks.serving import fetched
from tests.benchmarks.wrk import Ask, Load, load

READERS, WRITERS = (1, 16), (1, 8)
SECONDS = 4
WRITTEN_WARM = 3  # seconds
WARMING = 20  # rounds of two seconds, at most
MEGABYTE = 1_000_000


class Site:
    """A server at a port, the places of its parts, and the processes whose computing time is told apart."""

    def __init__(self, port: int, places: dict[str, Any], groups: dict[str, list[int]]) -> None:
        self.port, self.groups = port, groups
        self.places = {name: Place(**place) for name, place in places.items()}
        self.memory: dict[str, Any] = {"all": 0.0}

    def read(self, name: str) -> dict[str, Any]:
        place = self.places[name]
        asks = [Ask(path, cookie) for path, cookie in place.pairs]
        is_new_each_time = name in parts.FIRST
        if not is_new_each_time:
            self.warm(asks)
        found: dict[str, Any] = {}
        for turn, connections in enumerate(READERS):
            since = turn * len(asks) // len(READERS) if is_new_each_time else 0
            found[str(connections)] = self.loaded(asks, connections, since)
        return found

    def warm(self, asks: list[Ask]) -> None:
        """Until each worker has answered everybody, or for some seconds; what is answered otherwise than with 200 is told."""
        for ask in asks[:8]:
            fetched(self.port, ask.path, ask.cookie)
        asked = 0
        for _ in range(WARMING):
            if asked < 4 * len(asks):
                asked += load(self.port, asks, connections=8, seconds=2, since=asked).requests

    def loaded(self, asks: list[Ask], connections: int, since: int = 0) -> dict[str, Any]:
        """Beside the empty view of the same server, once it has done what was asked of it before."""
        for _ in range(4):
            fetched(self.port, EMPTY)
        empty = load(self.port, [Ask(EMPTY, asks[0].cookie)], connections=connections, seconds=1)
        with Watch(self.groups) as watch:
            one = load(self.port, asks, connections=connections, seconds=SECONDS, since=since)
        return figures(one, empty) | {"bytes": one.bytes} | work(watch, one.requests)

    def written(self, name: str, text: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
        place = self.places[name]
        if name == "say":
            act = browsers.says(place.paths, parts.words)
        else:
            act = browsers.saves(place.paths, parts.added if name == "save-one" else parts.changed)
        # The renderers start with the first save, and remember what each page is made of.
        browsers.together(self.port, place.cookies[: max(WRITERS)], act, seconds=WRITTEN_WARM, since=9_000_000)
        found: dict[str, Any] = {}
        for turn, people in enumerate(WRITERS):
            before = text(place.paths[0]) if name == "save-one" else {}
            with Watch(self.groups) as watch:
                done = browsers.together(
                    self.port, place.cookies[:people], act, seconds=SECONDS, since=turn * 1_000_000
                )
            one = {"rate": done.rate} | done.times() | {"conflicts": done.conflicts} | work(watch, len(done.turns))
            if name == "save-one":
                one["lost"] = lost(before, text(place.paths[0]), done)
            found[str(people)] = one
        return found

    def attacked(self, name: str) -> dict[str, Any]:
        return attacks.measured(self.port, self.places[name])

    def weighed(self, name: str) -> dict[str, Any]:
        place = self.places[name]
        return weighing.first_view(self.port, place.paths[0], place.cookies[0]) or {}

    def note_memory(self) -> None:
        """What server, renderers and worker hold, in megabytes, where it is the most so far; what they share counts once."""
        families = machine.families(self.groups)
        each = {
            name: sorted(machine.proportional_set(pid) / MEGABYTE for pid in families[name])
            for name in ("server", "worker")
        }
        now = {name: sum(some) for name, some in each.items()}
        if sum(now.values()) > self.memory["all"]:
            self.memory = now | {"all": sum(now.values()), "each": each}


def figures(one: Load, empty: Load) -> dict[str, float]:
    found = {"rate": one.rate, "p50": one.p50, "p95": one.p95, "p99": one.p99}
    return found | ({"of_empty": one.rate / empty.rate, "empty": empty.rate} if empty.requests else {})


def work(watch: Watch, requests: int) -> dict[str, float]:
    """Computing time a request, in milliseconds; and of how many processors others had use meanwhile."""
    if not requests:
        raise Missing("Nothing was answered in time.")
    found = {name: spent / requests * 1000 for name, spent in watch.spent.items() if name != "others"}
    return found | {"others": watch.spent["others"] / watch.seconds, "machine": os.getloadavg()[0]}


def lost(before: dict[str, Any], after: dict[str, Any], done: browsers.Done) -> int:
    """Words that were saved and are not in the text, and saves that made no version."""
    marks = [parts.mark(person, turn) for person, turn in done.acts]
    missing = sum(mark not in after["body"] for mark in marks)
    return missing + abs(after["version"] - before["version"] - len(marks))

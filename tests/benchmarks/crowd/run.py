"""The crowd on a database that is filled for it: see `parts` for what, and docs/benchmarks.md for how."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from setup.console import Missing, say, warn
from tests.benchmarks import asking, machine, serving, wiki
from tests.benchmarks.crowd.dokuwiki.beside import dokuwiki
from tests.benchmarks.crowd.measuring import TIMES, Crowd
from tests.benchmarks.crowd.parts import COLD, CROWD, MIXED, SAVING
from tests.benchmarks.parts import Place

PATIENCE = 120  # seconds that the worker is left to end what was asked of it
MEGABYTE = 1_000_000


def run(database: str, size: str, wanted: Sequence[str]) -> int:
    """0 where every mark that counts is reached."""
    with wiki.prepared(database, size, "crowd") as (prepared, folder):
        environment = prepared | serving.ROOM
        return wiki.told(database, size, environment, measured(environment, folder, size, wanted))


def measured(environment: dict[str, str], folder: Path, size: str, wanted: Sequence[str]) -> dict[str, Any]:
    plan = asking.inside(environment, "plan", size, "crowd")
    found: dict[str, Any] = {}
    if some := [name for name in CROWD if name in wanted]:
        places = {name: Place(**place) for name, place in plan["places"].items()}
        with (
            dokuwiki(environment, size, places, TIMES[size]) as theirs,
            served(environment, folder, size, plan) as ours,
        ):
            found |= {name: part(name, ours, theirs) for name in some} | {"crowd-memory": memory(ours)}
    if some := [name for name in COLD if name in wanted]:
        with served(environment | wiki.UNCACHED, folder, size, plan) as ours:
            found |= {name: part(name, ours, None) for name in some}
    return found


@contextmanager
def served(environment: dict[str, str], folder: Path, size: str, plan: dict[str, Any]) -> Iterator[Crowd]:
    """Our site, which can be started anew."""
    groups: dict[str, list[int]] = {}
    if plan["postmaster"]:
        groups["database"] = [plan["postmaster"]]
    with ExitStack() as stack:

        def start() -> None:
            stack.close()
            server = stack.enter_context(serving.site(wiki.PORT, folder / "server.log", environment, background=1))
            groups.update(server=[server], worker=machine.nicer_children(server))

        start()
        places = {name: Place(**place) for name, place in plan["places"].items()}
        yield Crowd(
            wiki.PORT,
            places,
            groups,
            TIMES[size],
            restart=start,
            queue=lambda: int(asking.inside(environment, "waiting")["tasks"]),
        )


def part(name: str, ours: Crowd, theirs: Crowd | None) -> dict[str, Any]:
    """What was found, or what was the matter: the others are measured all the same."""
    pace = machine.pace()
    try:
        found = ours.measured(name)
        if name in MIXED | SAVING:
            wait_for_the_worker(ours)
        if theirs and name in theirs.places:
            compare_with(theirs, name, found)
    except (Missing, OSError) as problem:
        warn(f"{name}: {problem}")
        return {"problem": str(problem)}
    say(f"{name}: {wiki.summary(found)}")
    return found | {"pace": pace}


def compare_with(theirs: Crowd, name: str, found: dict[str, Any]) -> None:
    """What is ours stands also where the other wiki answers nothing in time, or an error."""
    try:
        compare(found, theirs.measured(name))
    except Missing as problem:
        warn(f"{name}, of DokuWiki: {problem}")


def compare(found: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Puts what the other wiki reached beside what ours did, at the same number of connections."""
    for connections, one in found.items():
        beside = theirs[connections]
        one |= {"of_dokuwiki": one["rate"] / beside["rate"], "dokuwiki": beside}
        if "writes" in one and beside.get("writes"):
            one["writes_of_dokuwiki"] = one["writes"] / beside["writes"]


def wait_for_the_worker(ours: Crowd) -> None:
    """What is measured next is not to wait for what was written before."""
    until = time.monotonic() + PATIENCE
    while ours.queue and ours.queue() and time.monotonic() < until:
        time.sleep(1)


def memory(ours: Crowd) -> dict[str, float]:
    """Megabytes that each holds at the end, the database as well; what processes share counts once."""
    families = machine.families(ours.groups)
    now = {name: sum(map(machine.proportional_set, some)) / MEGABYTE for name, some in families.items()}
    return now | {"all": sum(now.values())}

"""The wiki as people use it, measured on a database that is filled: see `parts` for what, and docs/benchmarks.md for how."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setup.console import ROOT, Missing, say, warn
from tests.benchmarks import asking, databases, machine, marks, measuring, results, serving, tables
from tests.benchmarks.crowd.parts import COLD, CROWD
from tests.benchmarks.parts import ATTACK, READING, WEIGHT, WRITING

PORT = 8962
PROFILED = {*READING, *WRITING, *CROWD}
UNCACHED = {"PAGE_CACHE_MEGABYTES": "0"}


def run(database: str, size: str, wanted: Sequence[str]) -> int:
    """0 where every mark that counts is reached."""
    with prepared(database, size) as (environment, folder):
        return told(database, size, environment, measured(environment, folder, size, wanted))


@contextmanager
def prepared(database: str, size: str, kind: str = "") -> Iterator[tuple[dict[str, str], Path]]:
    """What a server needs to know to serve a wiki that is filled, and where its data lie: none of an earlier run."""
    folder = results.FOLDER / "-".join(filter(None, (database, size, kind)))
    folder.mkdir(parents=True, exist_ok=True)
    for old in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(old)
    environment = serving.PRODUCTION | {"DATA_DIR": str(folder)}

    def fill_at(url: str) -> None:
        fill(environment | {"DATABASE_URL": url}, size, *filter(None, [kind]))

    with databases.filled(database, folder, fill_at) as url:
        environment["DATABASE_URL"] = url
        asking.inside(environment, "bring_up")
        yield environment, folder


def told(database: str, size: str, environment: dict[str, str], parts: dict[str, Any]) -> int:
    """Keeps what was found, with a profile of what misses its mark, and says it; 0 where every mark that counts is reached."""
    small = results.stored(database, "small") if size == "large" else None
    missed = dict.fromkeys(one.mark.part for one in marks.verdicts(parts, size, small) if not one.is_met)
    before = results.stored(database, size).get("profiles", {})
    parts["profiles"] = {name: file for name, file in before.items() if name not in parts}
    for some, more in ((PROFILED, {}), (COLD, UNCACHED)):
        places = {name: size for name in missed if name in some}
        parts["profiles"] |= asking.profiled(places, environment | more, f"{database}-{size}")
    file = results.store(database, size, parts)
    verdicts = marks.verdicts(parts, size, small)
    say(f"\n{database}, {size} ({results.commit()})\n\n{tables.found(parts)}\n\n{tables.against(verdicts)}")
    say(f"\nStored in {file.relative_to(ROOT)}")
    failed = [name for name, found in parts.items() if "problem" in found]
    return int(bool(failed) or (database == "postgresql" and not all(one.is_met for one in verdicts)))


def fill(environment: dict[str, str], *what: str) -> None:
    say(f"Filling ({' '.join(what)}; some minutes, once)")
    done = asking.inside(environment, "fill", *what)
    say(f"Filled by {done['by']} in {done['seconds']:.0f} s")


def measured(environment: dict[str, str], folder: Path, size: str, wanted: Sequence[str]) -> dict[str, Any]:
    """What was found of the parts; of attacks at a site with the limits that are there for them, of all others without."""
    plan = asking.inside(environment, "plan", size)
    counted = [name for name in wanted if name in READING | WRITING]
    queries = asking.inside(environment, "queries", size, *counted) if counted else {}
    parts: dict[str, Any] = {}
    for limits, names in ((serving.ROOM, READING | WRITING | WEIGHT), ({}, ATTACK)):
        if some := [name for name in names if name in wanted]:
            parts = measured_at(environment | limits, folder, plan, some) | parts
    return {name: found | ({"queries": queries[name]} if name in queries else {}) for name, found in parts.items()}


def measured_at(environment: dict[str, str], folder: Path, plan: dict[str, Any], names: list[str]) -> dict[str, Any]:
    with serving.site(PORT, folder / "server.log", environment, background=1) as server:
        groups = {"server": [server], "worker": machine.nicer_children(server)}
        if plan["postmaster"]:
            groups["database"] = [plan["postmaster"]]
        site = measuring.Site(PORT, plan["places"], groups)
        parts: dict[str, Any] = {}
        for name in names:
            pace = machine.pace()
            parts[name] = part(site, name, environment)
            say(f"{name}: {summary(parts[name])}")
            parts[name]["pace"] = pace
            site.note_memory()
        parts["memory"] = site.memory
    return parts


def part(site: measuring.Site, name: str, environment: dict[str, str]) -> dict[str, Any]:
    """What was found, or what was the matter: the others are measured all the same."""
    try:
        if name in ATTACK:
            return site.attacked(name)
        if name in WEIGHT:
            return site.weighed(name)
        if name in READING:
            return site.read(name)
        return site.written(name, lambda path: asking.inside(environment, "text", path))
    except (Missing, OSError) as problem:
        warn(str(problem))
        return {"problem": str(problem)}


def summary(found: dict[str, Any]) -> str:
    rates = [
        f"{one['rate']:,.0f}/s at {many}" for many, one in found.items() if isinstance(one, dict) and "rate" in one
    ]
    figures = [f"{value:,.0f} {name}" for name, value in found.items() if isinstance(value, float | int)]
    return ", ".join(rates or figures)

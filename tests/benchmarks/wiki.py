"""The wiki as people use it, measured on a database that is filled: see `parts` for what, and docs/benchmarks.md for how."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from setup.console import ROOT, Missing, say, warn
from tests.benchmarks import asking, databases, machine, marks, measuring, results, serving, tables
from tests.benchmarks.parts import ATTACK, EVERY, READING, WEIGHT, WRITING

PORT = 8962
PROFILED = {*READING, *WRITING}


def run(database: str, size: str, wanted: Sequence[str]) -> int:
    """0 where every mark that counts is reached."""
    folder = results.FOLDER / f"{database}-{size}"
    folder.mkdir(parents=True, exist_ok=True)
    environment = serving.PRODUCTION | {"DATA_DIR": str(folder)}
    with databases.filled(database, folder, lambda url: fill(size, environment | {"DATABASE_URL": url})) as url:
        environment["DATABASE_URL"] = url
        asking.inside(environment, "bring_up")
        parts = measured(environment, folder, size, wanted)
        small = results.kept(database, "small") if size == "large" else None
        verdicts = marks.verdicts(parts, size, small)
        missed = [one.mark.part for one in verdicts if not one.is_met]
        places = {name: size for name in missed if name in PROFILED}
        before = results.kept(database, size).get("profiles", {})
        parts["profiles"] = {name: file for name, file in before.items() if name not in parts}
        parts["profiles"] |= asking.profiled(places, environment, f"{database}-{size}")
    file = results.keep(database, size, parts)
    verdicts = marks.verdicts(parts, size, small)
    say(f"\n{database}, {size} ({results.commit()})\n\n{tables.found(parts)}\n\n{tables.against(verdicts)}")
    say(f"\nKept in {file.relative_to(ROOT)}")
    failed = [name for name, found in parts.items() if "problem" in found]
    return int(bool(failed) or (database == "postgresql" and not all(one.is_met for one in verdicts)))


def fill(size: str, environment: dict[str, str]) -> None:
    say(f"Filling ({size}; some minutes, once)")
    done = asking.inside(environment, "fill", size)
    say(f"Filled by {done['by']} in {done['seconds']:.0f} s")


def measured(environment: dict[str, str], folder: Path, size: str, wanted: Sequence[str]) -> dict[str, Any]:
    plan = asking.inside(environment, "plan", size)
    counted = [name for name in wanted if name in PROFILED]
    queries = asking.inside(environment, "queries", size, *counted) if counted else {}
    with serving.site(PORT, folder / "server.log", environment, background=1) as server:
        groups = {"server": [server], "worker": machine.nicer_children(server)}
        if plan["postmaster"]:
            groups["database"] = [plan["postmaster"]]
        site = measuring.Site(PORT, plan["places"], groups)
        parts: dict[str, Any] = {}
        for name in [name for name in EVERY if name in wanted]:
            pace = machine.pace()
            parts[name] = part(site, name, environment) | ({"queries": queries[name]} if name in queries else {})
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

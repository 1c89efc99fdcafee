"""Two commits side by side: `make bench-compare A=abc1234 B=def5678`, from what `make bench` stored of each under var/bench/.

Each figure of B is told as a multiple of A's. Where other work was on the machine, computing time says more than the clock;
where the pace differs, the machine itself was slower or faster, and computing time with it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from setup.console import VAR, Missing, say, warn
from tests.benchmarks.parts import EVERY, GUIDE
from tests.benchmarks.tables import number, table

FIGURES = ("rate", "p50", "p99", "server", "database", "bytes")


def stored(commit: str, folder: Path) -> dict[str, dict[str, Any]]:
    """The results of a commit, by database and size.

    Of what was committed, where both are there; a file may be named outright.
    """
    named = Path(commit)
    files = sorted(folder.glob(f"{commit}*.json"), key=lambda file: "-changed-" not in file.name)
    if named.is_file():
        files = [named]
    results = [json.loads(file.read_text()) for file in files]
    found = {f"{one['database']}, {one['size']}": one for one in results if "parts" in one}
    if not found:
        raise Missing(f"Nothing is stored of {commit} in {folder.name}/: measure it with make bench.")
    return found


def compared(a: dict[str, Any], b: dict[str, Any]) -> str:
    """A table of what was measured of both."""
    rows = []
    for name in EVERY | GUIDE:
        first, second = a["parts"].get(name, {}), b["parts"].get(name, {})
        rows += [
            line(name, connections, first, second)
            for connections in first
            if isinstance(first[connections], dict) and isinstance(second.get(connections), dict)
        ]
    memory = [side["parts"].get("memory", {}).get("all") for side in (a, b)]
    if all(memory):
        rows.append(["memory", "", *[""] * len(FIGURES), "", "", f"{number(memory[0])} → {number(memory[1])} MB"])
    return table(["", "at once", *FIGURES, "pace", "queries", "requests a second"], rows)


def line(name: str, connections: str, first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    a, b = first[connections], second[connections]
    ratios = [*(ratio(a, b, figure) for figure in FIGURES), ratio(first, second, "pace")]
    queries = f"{first.get('queries', '')} → {second.get('queries', '')}"
    return [name, connections, *ratios, queries, f"{number(a.get('rate'))} → {number(b.get('rate'))}"]


def ratio(a: dict[str, Any], b: dict[str, Any], figure: str) -> str:
    return f"× {b[figure] / a[figure]:.2f}" if a.get(figure) and b.get(figure) else ""


def main(arguments: list[str], folder: Path = VAR / "bench") -> int:
    if len(arguments) != 2 or not all(arguments):
        warn("Name two commits: make bench-compare A=abc1234 B=def5678")
        return 1
    try:
        a, b = (stored(commit, folder) for commit in arguments)
        common = [name for name in a if name in b]
        if not common:
            raise Missing("The two were not measured on the same database with the same size.")
    except Missing as problem:
        warn(str(problem))
        return 1
    for name in common:
        say(f"{name}: {b[name]['commit']} in multiples of {a[name]['commit']}\n{compared(a[name], b[name])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

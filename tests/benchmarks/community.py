"""How the lists of the community grow: python -m tests.benchmarks.community [small|medium|large …]

For each size a PostgreSQL of its own is started, filled, and asked for each screen by somebody signed in, through Django's
own client (no network: what is measured is the view, its queries and its template). Told are the queries, the median and the
95th percentile, and at the end how many times the second size takes what the first took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from setup import postgres

ROUNDS = 120
WARM = 5


def main(sizes: list[str]) -> None:
    binaries = postgres.find_binaries()
    if binaries is None:
        sys.exit("PostgreSQL cannot be had: apt install postgresql")
    figures = {}
    for size in sizes:
        with postgres.cluster(binaries[0]) as url:
            environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "guide_project.settings"}
            command = [sys.executable, "-m", "tests.benchmarks.community", "--one", size]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
            figures[size] = json.loads(done.stdout.strip().splitlines()[-1])
    report(figures)
    if out := os.environ.get("BENCHMARK_JSON"):
        Path(out).write_text(json.dumps(figures, indent=1))


def report(figures: dict[str, dict[str, Any]]) -> None:
    sizes = list(figures)
    print(f"{'':34}" + "".join(f"{size:>28}" for size in sizes) + f"{'ratio of p95':>14}")
    for name in figures[sizes[0]]:
        rows = [figures[size][name] for size in sizes]
        cells = "".join(f"{row['queries']:>6} q {row['p50']:7.1f} {row['p95']:7.1f} ms" for row in rows)
        print(f"{name:34}{cells}{rows[-1]['p95'] / rows[0]['p95']:>14.2f}")


def one(size: str) -> None:
    import django

    django.setup()
    from tests.benchmarks import community_screens

    begun = time.monotonic()
    reader = community_screens.prepare(size, say=lambda *words, **_: print(*words, file=sys.stderr))
    print(f"{size}: filled in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    print(json.dumps(community_screens.measure(reader, rounds=ROUNDS, warm=WARM)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
    else:
        main(sys.argv[1:] or ["small", "large"])

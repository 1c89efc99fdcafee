"""The whole book: every form of the demo's edition 1, in each of its languages, built by the task queue in a fresh folder.

    .venv/bin/python -m tests.benchmarks.book [--workers 2] [--languages fr,en,it,ja] [--keep FOLDER]

Prints the seconds from the asking to the last file, and the most memory that all workers and what they started held at one
moment. The mark: at most 60 s and 700 MB on two cores. `--languages` gives the edition languages that the demo lacks, with its
French texts under their names, so that the work can be measured without the translations.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.benchmarks import machine

ROOT = Path(__file__).parents[2]
MARK_SECONDS, MARK_MEGABYTES = 60, 700
MANAGE = [sys.executable, "manage.py"]


def main() -> int:
    options = parsed()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(options.keep or scratch)
        environment = os.environ | {"GUIDE_DEMO": "1", "DATA_DIR": str(folder)}
        for command in (["migrate", "-v0"], ["createcachetable"], ["load_demo"]):
            subprocess.run([*MANAGE, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
        in_the_site(environment, "prepare", options.languages)
        before = processors()
        seconds, megabytes = build(environment, options.workers)
        cpu = processors() - before
        in_the_site(environment, "show", "")
    print(
        f"{seconds:.1f} s with {options.workers} workers (mark {MARK_SECONDS}), {cpu:.1f} s of processors, "
        f"{megabytes:.0f} MB (mark {MARK_MEGABYTES})"
    )
    return int(seconds > MARK_SECONDS or megabytes > MARK_MEGABYTES)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--languages", default="")
    parser.add_argument("--keep", default="")
    return parser.parse_args()


def build(environment: dict[str, str], workers: int) -> tuple[float, float]:
    """Seconds until every task is done, and the highest sum of memory seen."""
    begun, most, is_over = time.monotonic(), [0.0], threading.Event()
    children = [
        subprocess.Popen(
            [
                *MANAGE,
                "db_worker",
                "--queue-name",
                "*",
                "--no-reload",
                "--batch",
                "--interval",
                "0.1",
                "--no-startup-delay",
            ],
            cwd=ROOT,
            env=environment,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for _ in range(workers)
    ]
    watcher = threading.Thread(target=watch, args=([child.pid for child in children], most, is_over))
    watcher.start()
    for child in children:
        child.wait()
    is_over.set()
    watcher.join()
    return time.monotonic() - begun, most[0]


def processors() -> float:
    """What children that have ended have used: on a machine with other work, this says more than the clock."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watch(workers: list[int], most: list[float], is_over: threading.Event) -> None:
    while not is_over.wait(0.1):
        most[0] = max(most[0], machine.held_by(workers) / 1e6)


def in_the_site(environment: dict[str, str], what: str, languages: str) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.book_site", what, languages]
    environment = environment | {"DJANGO_SETTINGS_MODULE": "guide_project.settings"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`: what must be fast, measured on this machine; what was found is stored under var/bench/. See docs/benchmarks.md.

ARGS names what is wanted: parts of the wiki (see `parts`), "wiki" for all of them, "crowd" and "cold" for those of a crowd
(see `crowd.parts`), "guide", "counting"; all where it names nothing. DATABASES is sqlite, postgresql or both; SIZE is tiny,
small, medium or large.
"""

import os
import signal
import subprocess
import sys
from types import FrameType

from setup import building
from setup.console import Missing, say, warn
from tests.benchmarks import wiki
from tests.benchmarks.crowd import parts as crowd_parts
from tests.benchmarks.crowd import run as crowd
from tests.benchmarks.parts import EVERY
from tests.benchmarks.sizes import SIZES

APART = ("guide", "counting")
GROUPS = {"wiki": EVERY, "crowd": crowd_parts.CROWD, "cold": crowd_parts.COLD}
DATABASES = {"both": ("sqlite", "postgresql"), "sqlite": ("sqlite",), "postgresql": ("postgresql",)}


def main(wanted: list[str]) -> int:
    """0 where every mark is reached."""
    signal.signal(signal.SIGTERM, stop)
    try:
        parts, apart, databases, size = chosen(wanted)
        building.build()
        failed = [
            f"{kind} on {database}"
            for kind, run, known in (("wiki", wiki.run, EVERY), ("crowd", crowd.run, crowd_parts.EVERY))
            for database in databases
            if (some := [name for name in parts if name in known]) and run(database, size, some)
        ]
    except Missing as problem:
        warn(str(problem))
        return 1
    for name in apart:
        say(f"== {name}")
        # In a process of its own, with settings of its own.
        if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        say(f"Below the mark: {', '.join(failed)}")
    return 1 if failed else 0


def stop(_number: int, _frame: FrameType | None) -> None:
    """What was started is ended on the way out."""
    sys.exit(143)


def chosen(wanted: list[str]) -> tuple[list[str], list[str], tuple[str, ...], str]:
    """The parts, what is measured apart from them, the databases and the size; raises Missing for what is none."""
    known = {*EVERY, *crowd_parts.EVERY, *APART, *GROUPS}
    if odd := [name for name in wanted if name not in known]:
        raise Missing(f"There is no {odd[0]}: ARGS takes {' '.join(sorted(known))}.")
    named = {part for name in wanted for part in GROUPS.get(name, [name])}
    parts = [name for name in (*EVERY, *crowd_parts.EVERY) if not wanted or name in named]
    apart = [name for name in APART if not wanted or name in wanted]
    databases, size = os.environ.get("DATABASES") or "both", os.environ.get("SIZE") or "small"
    if databases not in DATABASES or size not in SIZES:
        raise Missing(f"DATABASES takes {' '.join(DATABASES)}; SIZE takes {' '.join(SIZES)}.")
    return parts, apart, DATABASES[databases], size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make bench`: what must be fast, measured on this machine; what was found is kept under var/bench/. See docs/benchmarks.md.

ARGS names what is wanted: parts of the wiki (see `parts`), "wiki" for all of them, "guide", "counting"; all where it names
nothing. DATABASES is sqlite, postgresql or both; SIZE is tiny, small, medium or large.
"""

import os
import signal
import subprocess
import sys
from types import FrameType

from setup import building
from setup.console import Missing, say, warn
from tests.benchmarks import wiki
from tests.benchmarks.parts import EVERY
from tests.benchmarks.sizes import SIZES

APART = ("guide", "counting")
DATABASES = {"both": ("sqlite", "postgresql"), "sqlite": ("sqlite",), "postgresql": ("postgresql",)}


def main(wanted: list[str]) -> int:
    """0 where every mark is reached."""
    signal.signal(signal.SIGTERM, stop)
    try:
        parts, apart, databases, size = chosen(wanted)
        building.build()
        failed = [f"wiki on {database}" for database in databases if parts and wiki.run(database, size, parts)]
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
    """The parts of the wiki, what is measured apart from it, the databases and the size; raises Missing for what is none."""
    known = {*EVERY, *APART, "wiki"}
    if odd := [name for name in wanted if name not in known]:
        raise Missing(f"There is no {odd[0]}: ARGS takes {' '.join(sorted(known))}.")
    is_all = not wanted or "wiki" in wanted
    parts = [name for name in EVERY if is_all or name in wanted]
    apart = [name for name in APART if not wanted or name in wanted]
    databases, size = os.environ.get("DATABASES") or "both", os.environ.get("SIZE") or "small"
    if databases not in DATABASES or size not in SIZES:
        raise Missing(f"DATABASES takes {' '.join(DATABASES)}; SIZE takes {' '.join(SIZES)}.")
    return parts, apart, DATABASES[databases], size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`make bench`: what must be fast, measured on this machine. Each is a module with `run`, which returns 0 where it reached
its mark; what it found is kept under var/bench/. ARGS names those that are wanted.
"""

import subprocess
import sys

from setup.console import say

BENCHMARKS = ("guide", "counting")


def main(wanted: list[str]) -> int:
    """Each in a process of its own, with settings of its own."""
    failed = []
    for name in wanted or BENCHMARKS:
        say(f"== {name}")
        if subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        say(f"Below the mark: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

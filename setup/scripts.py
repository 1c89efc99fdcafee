"""Checks, formats and tests the scripts and styles of frontend/, with tools that its lock pins.

`python -m setup.scripts` formats them.
"""

import subprocess
import sys

from setup import frontend
from setup.console import Missing, warn

SOURCES = frontend.SOURCES
BIOME = "node_modules/@biomejs/biome/bin/biome"
TYPESCRIPT = "node_modules/typescript/bin/tsc"


def checks(node: str) -> list[tuple[str, list[str]]]:
    """Returns the name and the command of each check; they run in frontend/."""
    return [
        ("scripts and styles", [node, BIOME, "check", "--error-on-warnings", "."]),
        ("types of scripts", [node, TYPESCRIPT, "--project", "."]),
        ("types of the service worker", [node, TYPESCRIPT, "--project", "scripts/offline"]),
    ]


def run_tests(node: str) -> int:
    """Runs the tests of what needs no page, with node's own runner. Returns 0 when they passed, else 1."""
    command = [node, "--test", *sorted(str(path) for path in (SOURCES / "tests").glob("*.test.js"))]
    return int(subprocess.run(command, cwd=SOURCES, check=False).returncode != 0)


def format_all(node: str) -> int:
    """Formats scripts and styles, and mends what the linter can mend safely. Returns Biome's exit code."""
    return subprocess.run([node, BIOME, "check", "--write", "."], cwd=SOURCES, check=False).returncode


def main() -> int:
    try:
        return format_all(frontend.install_tools())
    except Missing as problem:
        warn(str(problem))
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""Checks, formats and tests the scripts and styles of frontend/, with tools that its lock pins.

`python -m setup.scripts` formats them.
"""

import subprocess
import sys

from setup import frontend
from setup.console import Missing, warn

SOURCES = frontend.SOURCES
BIOME = "node_modules/@biomejs/biome/bin/biome"


def checks(node: str) -> list[tuple[str, list[str]]]:
    """Returns the name and the command of each check; they run in frontend/."""
    return [("scripts and styles", [node, BIOME, "check", "--error-on-warnings", "."])]


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

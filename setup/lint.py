"""`make lint`: every check that needs no test. All of them run: the first failure hides no other."""

import os
import subprocess
import sys
from collections.abc import Iterator

from setup import locks
from setup.console import ROOT, say

BIN = f"{sys.prefix}/bin"
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = {
    "GUIDE_DEMO": "",
    "DEBUG": "",
    "SECRET_KEY": "only-for-this-check-" + "".join(chr(33 + n) for n in range(60)),
    "ALLOWED_HOSTS": "guide.example",
}
CHECKS: list[tuple[str, list[str]]] = [
    ("style", [f"{BIN}/ruff", "check", "."]),
    ("format", [f"{BIN}/ruff", "format", "--check", "."]),
    ("types", [f"{BIN}/mypy"]),
    ("imports", [f"{BIN}/lint-imports"]),
    ("templates", [f"{BIN}/djlint", "--quiet", "--lint", "templates"]),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]),
    ("messages", [sys.executable, "-m", "setup.messages", "--check"]),
]


def failures() -> Iterator[str]:
    environment = os.environ | PRODUCTION
    for name, command in CHECKS:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}")
        if done.returncode:
            say(done.stdout + done.stderr)
            yield name
    for problem in locks.problems(ROOT):
        say(f"FAILED locks: {problem}")
        yield "locks"


def main() -> int:
    failed = list(failures())
    if failed:
        say(f"Not clean: {', '.join(dict.fromkeys(failed))}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

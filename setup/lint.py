"""`make lint`: every check that needs no test. All of them run: the first failure hides no other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from setup import frontend, locks, scripts
from setup.console import ROOT, Missing, say

BIN = f"{sys.prefix}/bin"
MANAGE = [sys.executable, "manage.py"]
PRODUCTION = {
    "GUIDE_DEMO": "",
    "DEBUG": "",
    "SECRET_KEY": "only-for-this-check-" + "".join(chr(33 + n) for n in range(60)),
    "ALLOWED_HOSTS": "guide.example",
    "SITE_ADDRESS": "https://guide.example",
    "HSTS_SUBDOMAINS": "1",
    "HSTS_PRELOAD": "1",
}
CHECKS: list[tuple[str, list[str]]] = [
    ("types", [f"{BIN}/mypy"]),  # as long as the others together: it begins first
    ("style", [f"{BIN}/ruff", "check", "."]),
    ("format", [f"{BIN}/ruff", "format", "--check", "."]),
    ("imports", [f"{BIN}/lint-imports"]),
    ("templates", [f"{BIN}/djlint", "--quiet", "--lint", "templates"]),
    ("format of templates", [f"{BIN}/djangofmt", "--check", "templates"]),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]),
    ("messages", [sys.executable, "-m", "setup.messages", "--check"]),
]


def check(command: list[str], cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=os.environ | PRODUCTION, capture_output=True, text=True, check=False)


def failures() -> Iterator[str]:
    """Two at a time."""
    with ThreadPoolExecutor(2) as pool:
        waiting = [(name, pool.submit(check, command)) for name, command in CHECKS]
        try:
            of_scripts = scripts.checks(frontend.install_tools())
        except Missing as why:
            say(f"FAILED scripts and styles: {why}")
            yield "scripts and styles"
        else:
            waiting += [(name, pool.submit(check, command, frontend.SOURCES)) for name, command in of_scripts]
        for name, result in waiting:
            done = result.result()
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

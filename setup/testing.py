"""`make test`: the whole suite on SQLite, then all that knows a database again on PostgreSQL.

What the machine lacks is installed where that is possible; where it is not, the rest runs, and the end says loudly what
did not (with CI=true that fails).
"""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from types import FrameType

from setup import browser, checkers, frontend, messages, postgres
from setup.console import ROOT, Missing, say, warn

NO_TESTS = 5
"""pytest's way of saying that nothing matched."""


def run_suite(arguments: list[str], **environment: str) -> int:
    variables = {name: value for name, value in os.environ.items() if name not in {"GUIDE_DEMO", "DATABASE_URL"}}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=variables | environment, check=False).returncode


def parallel(arguments: list[str]) -> list[str]:
    """Two processes for whole runs; what is picked out by hand runs in one, which starts sooner.

    Each takes one half and helps the other at the end, so that most of what a module's tests share is built once.
    """
    is_picked = any(not argument.startswith("-") or argument == "-n" for argument in arguments)
    return arguments if is_picked else ["-n", "2", "--dist", "worksteal", *arguments]


def run_both(arguments: list[str]) -> tuple[list[int], list[str]]:
    """The exit codes of the runs, and what was not run."""
    missing: list[str] = []
    environment: dict[str, str] = {}
    with ExitStack() as stack:
        if found := browser.find_chromium():
            environment["CHROMIUM"] = found[0]
        else:
            missing.append("the browser tests (no Chromium could be had: apt install chromium)")
        environment |= checkers.find_all(missing, chromium=found[0] if found else None)
        url = start_postgres(stack, missing)
        say(f"Browser: {found and f'{found[0]} ({found[1]})'}. Databases: SQLite{' and PostgreSQL' if url else ''}.")
        without_browser = [] if found else ["-m", "not e2e"]
        codes = [run_suite([*parallel(arguments), *without_browser], **environment)]
        if url:
            marks = "not pure and not once" if found else "not pure and not once and not e2e"
            codes.append(run_suite([*parallel(arguments), "-m", marks], **environment, DATABASE_URL=url))
    return codes, missing


def start_postgres(stack: ExitStack, missing: list[str]) -> str | None:
    try:
        if binaries := postgres.find_binaries():
            say(f"PostgreSQL: {binaries[0]} ({binaries[1]})")
            return stack.enter_context(postgres.cluster(binaries[0]))
        reason = "no PostgreSQL could be had: apt install postgresql"
    except Missing as problem:
        reason = str(problem)
    missing.append(f"the suite on PostgreSQL ({reason})")
    return None


def verdict(codes: list[int], missing: list[str]) -> int:
    failed = [code for code in codes if code not in {0, NO_TESTS}]
    if failed:
        return failed[0]
    if all(code == NO_TESTS for code in codes):
        return NO_TESTS
    return 1 if missing and os.environ.get("CI") == "true" else 0


def stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    try:
        frontend.build()
    except Missing as problem:
        warn(str(problem))
        return 1
    messages.compile_all(ROOT)
    codes, missing = run_both(arguments)
    for name in missing:
        warn(f"NOT RUN: {name}")
    return verdict(codes, missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

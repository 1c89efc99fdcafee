"""`make test`: the whole suite on SQLite, then all that knows a database again on PostgreSQL.

What the machine lacks is installed where that is possible; where it is not, the rest runs, and the end says loudly what
did not (with CI=true that fails).
"""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from setup import browser, checkers, frontend, messages, postgres
from setup.console import ROOT, Missing, say, warn

NO_TESTS = 5
"""pytest's way of saying that nothing matched."""


def run_suite(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=without_own(environment), check=False).returncode


def without_own(environment: dict[str, str]) -> dict[str, str]:
    """These variables, and those of this process that do not say which site it is."""
    kept = {name: value for name, value in os.environ.items() if name not in {"GUIDE_DEMO", "DATABASE_URL"}}
    return kept | environment


def parallel(arguments: list[str]) -> list[str]:
    """Two processes for whole runs; what is picked out by hand runs in one, which starts sooner.

    Each takes one half and helps the other at the end, so that most of what a module's tests share is built once.
    """
    return arguments if is_picked(arguments) else ["-n", "2", "--dist", "worksteal", *arguments]


def is_picked(arguments: list[str]) -> bool:
    return any(not argument.startswith("-") or argument == "-n" for argument in arguments)


def migrate(databases: list[dict[str, str]], folder: Path) -> list[dict[str, str]]:
    """Both at once, before a whole run, and where they are: later one process would migrate while the other waits."""
    prepared = [variables | {"MIGRATED": str(folder / str(number))} for number, variables in enumerate(databases)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(migrate_one, prepared))
    return prepared


def migrate_one(variables: dict[str, str]) -> None:
    folder = Path(variables["MIGRATED"])
    folder.mkdir()
    command = [sys.executable, "-m", "tests.databases", str(folder)]
    subprocess.run(command, cwd=ROOT, env=without_own(variables), stdout=subprocess.DEVNULL, check=True)


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
        databases = [environment, environment | {"DATABASE_URL": url}] if url else [environment]
        if not is_picked(arguments):
            databases = migrate(databases, Path(stack.enter_context(TemporaryDirectory(prefix="guide-tests-"))))
        every = [] if found else ["-m", "not e2e"]
        again = ["-m", "not pure and not once" if found else "not pure and not once and not e2e"]
        codes = [
            run_suite([*parallel(arguments), *marks], **variables)
            for marks, variables in zip([every, again], databases, strict=False)
        ]
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

"""`make test`: the whole suite on SQLite, then all that knows a database again on PostgreSQL.

What the machine lacks is installed where that is possible; where it is not, the rest runs, and the end says loudly what
did not (with CI=true that fails).
"""

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from setup import browser, checkers, frontend, messages, migrated_databases, postgres, scripts
from setup.console import ROOT, Missing, say, warn

NO_TESTS = 5
"""pytest's way of saying that nothing matched."""
MOST_PROCESSORS = 8
"""That are made use of: each process collects the tests anew, which takes seconds."""
WAITING = 1
"""Processes more than processors. Each further one costs more than it wins: docs/measurements/tests.md."""


def run_suite(arguments: list[str], **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=without_own(environment), check=False).returncode


def without_own(environment: dict[str, str]) -> dict[str, str]:
    """These variables, and those of this process that do not say which site it is, nor that nothing compiled is to stay:
    else each process of a run, and each that a test starts, would compile the tests and the site anew (8 s and 0.5 s).
    """
    left_out = {"GUIDE_DEMO", "DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
    passed_on = {name: value for name, value in os.environ.items() if name not in left_out}
    return passed_on | environment


def parallel(arguments: list[str]) -> list[str]:
    """A process more than there are processors for whole runs: while a browser test waits, another computes.

    Each takes its share and helps the others at the end, so that most of what a module's tests share is built once. What is
    picked out by hand runs in one, which starts sooner.
    """
    if is_picked(arguments):
        return arguments
    return ["-n", str(min(os.cpu_count() or 1, MOST_PROCESSORS) + WAITING), "--dist", "worksteal", *arguments]


def is_picked(arguments: list[str]) -> bool:
    return any(not argument.startswith("-") or argument == "-n" for argument in arguments)


def files_with(marks: list[str], **environment: str) -> list[str]:
    """Returns the files in which something has these marks: none where a file cannot be read, which a run reports then.

    One process reads all files while databases are migrated. What it compiles the processes of the runs find: in a fresh
    clone each would compile it. Those of the second run read only these files.
    """
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", *marks]
    done = subprocess.run(
        command, cwd=ROOT, env=without_own(environment), check=False, stdout=subprocess.PIPE, text=True
    )
    lines = (line.rpartition(": ") for line in done.stdout.splitlines())
    return [path for path, _colon, count in lines if count.isdigit()] if done.returncode == 0 else []


def migrate(variables: dict[str, str], folder: Path) -> dict[str, str]:
    """Makes the database that the processes of one run copy. Returns the variables that lead to it."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.databases", str(folder)]
    subprocess.run(command, cwd=ROOT, env=without_own(variables), stdout=subprocess.DEVNULL, check=True)
    return {"MIGRATED": str(folder)}


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
        every = [] if found else ["-m", "not e2e"]
        again = ["-m", "not pure and not once" if found else "not pure and not once and not e2e"]
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="guide-tests-")))
        wanted = wanted_databases()
        with ThreadPoolExecutor() as pool:
            migrated = pool.submit(migrate, environment, folder / "sqlite") if "sqlite" in wanted else None
            in_both = pool.submit(files_with, again) if migrated and not is_picked(arguments) else None
            on_postgres = start_postgres(stack, missing, folder / "postgresql") if "postgresql" in wanted else None
        names = ["SQLite"] * ("sqlite" in wanted) + ["PostgreSQL"] * bool(on_postgres)
        say(f"Browser: {found and f'{found[0]} ({found[1]})'}. Databases: {' and '.join(names)}.")
        codes = []
        if migrated:
            place = migrated.result() | ({"SECOND_DATABASE": "postgresql"} if on_postgres else {})
            codes.append(run_suite([*parallel(arguments), *every], **environment, **place))
        if on_postgres:
            marks = again if migrated else every
            files = in_both.result() if in_both else []
            codes.append(run_suite([*parallel(arguments), *marks, *files], **environment, **on_postgres))
    return codes, missing


def wanted_databases() -> tuple[str, ...]:
    """Those that DATABASES names. Raises Missing where it names something else."""
    choices = {"both": ("sqlite", "postgresql"), "sqlite": ("sqlite",), "postgresql": ("postgresql",)}
    chosen = os.environ.get("DATABASES") or "both"
    if chosen not in choices:
        raise Missing(f"DATABASES takes {' '.join(choices)}.")
    return choices[chosen]


def run_scripts(missing: list[str]) -> int:
    """The exit code of the tests of scripts, once: they know no database; what could not be run goes into `missing`."""
    try:
        node = frontend.install_tools()
    except Missing as problem:
        missing.append(f"the tests of scripts ({problem})")
        return 0
    say("The tests of scripts")
    return scripts.run_tests(node)


def start_postgres(stack: ExitStack, missing: list[str], folder: Path) -> dict[str, str] | None:
    """Starts a cluster in which everything is migrated. Returns the variables that lead tests to it, if there is one."""
    try:
        if binaries := postgres.find_binaries():
            say(f"PostgreSQL: {binaries[0]} ({binaries[1]})")
            template = migrated_cluster(binaries[0])
            folder.mkdir()
            shutil.copy(template / "migrated", folder)
            url = stack.enter_context(postgres.cluster(binaries[0], template=template / "data"))
            return {"DATABASE_URL": url, "MIGRATED": str(folder)}
        reason = "no PostgreSQL could be had: apt install postgresql"
    except Missing as problem:
        reason = str(problem)
    missing.append(f"the suite on PostgreSQL ({reason})")
    return None


def migrated_cluster(binaries: Path) -> Path:
    """Returns the folder that stores a cluster's data and its database's name; makes it where there is none."""
    version = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    template = migrated_databases.path_of("postgresql-" + "".join(version.split()[2:3]))
    if not template.exists():
        with migrated_databases.filling(template) as folder, postgres.cluster(binaries, keep_as=folder / "data") as url:
            migrate({"DATABASE_URL": url}, folder)
    return template


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
        frontend.build(tools=True)
    except Missing as problem:
        warn(str(problem))
        return 1
    messages.compile_all(ROOT)
    try:
        codes, missing = run_both(arguments)
        if not is_picked(arguments):
            codes.append(run_scripts(missing))
    except Missing as problem:
        warn(str(problem))
        return 1
    for name in missing:
        warn(f"NOT RUN: {name}")
    return verdict(codes, missing)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

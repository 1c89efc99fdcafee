"""The virtual environment: `python -m setup.environment requirements.txt`, with the Python of find_python.sh."""

import subprocess
import sys
import venv
from pathlib import Path

from setup.build_cache import fingerprint, is_done, mark_done
from setup.console import ROOT, Missing, exit_code_of, run_quietly, say

ENVIRONMENT = ROOT / ".venv"
PIP_OPTIONS = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")
PYTHON = ENVIRONMENT / "bin" / "python"


def make_environment() -> None:
    """Makes .venv, or makes it anew where its Python is gone or too old."""
    if PYTHON.exists() and is_new_enough(PYTHON):
        return
    say(f"Making .venv with Python {sys.version_info.major}.{sys.version_info.minor} ({sys.executable})")
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise Missing(
            f"The virtual environment could not be made: is there room, and may one write here? ({problem})"
        ) from None


def is_new_enough(python: Path) -> bool:
    try:
        check = [str(python), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 12))"]
        return subprocess.run(check, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def install(lock: Path, environment: Path = ENVIRONMENT) -> None:
    """Installs exactly what the lock names, hashes checked; nothing to do when this very lock is installed already."""
    stamp, content = environment / f".installed-{lock.stem}", fingerprint(lock)
    if is_done(stamp, content):
        return
    say(f"Installing the packages of {lock.name} (a minute the first time)")
    run_quietly(
        [str(environment / "bin" / "python"), "-m", "pip", "install", *PIP_OPTIONS, "--requirement", str(lock)],
        otherwise="The Python packages could not be installed: is there a network, and can pip reach its index?",
        log="pip.log",
    )
    mark_done(stamp, content)


def main(arguments: list[str]) -> int:
    def prepare() -> None:
        make_environment()
        for name in arguments:
            install(ROOT / name)

    return exit_code_of(prepare)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

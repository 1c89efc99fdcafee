"""What the set-up says, and how it stops: one line, with the remedy."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


class Missing(Exception):
    """Something the machine lacks; the text says what, and what to do about it."""


def say(text: str) -> None:
    print(text, flush=True)


def warn(text: str) -> None:
    print(f"! {text}", file=sys.stderr, flush=True)


def exit_code_of(step: Callable[[], None]) -> int:
    """Takes a step of the set-up. Returns 1 where the machine lacks something, which is said, else 0."""
    try:
        step()
    except Missing as problem:
        warn(str(problem))
        return 1
    return 0


def run_quietly(
    command: list[str], *, otherwise: str, log: str, cwd: Path = ROOT, environment: dict[str, str] | None = None
) -> None:
    """Runs a command; when it fails, `otherwise` is said with its last words, and all of them are stored in var/<log>."""
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as problem:
        raise Missing(f"{otherwise} ({problem})") from None
    if done.returncode:
        VAR.mkdir(exist_ok=True)
        (VAR / log).write_text(done.stdout + done.stderr)
        raise Missing(f"{otherwise} ({last_words(done.stderr or done.stdout)}; all of it is in var/{log})")


def last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower()]
    return (errors or lines or ["it said nothing"])[-1][:200]

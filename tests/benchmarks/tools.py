"""The programs that measure: there already, or installed where that is possible."""

from __future__ import annotations

import shutil
from pathlib import Path

from setup import debian
from setup.console import Missing

PACKAGES = {"wrk": "wrk", "nginx": "nginx-light", "php-fpm": "php-fpm"}


def find(program: str) -> str:
    """Its path; Debian keeps servers off the PATH."""
    if (path := installed(program)) is None and debian.install_package(PACKAGES[program]):
        path = installed(program)
    if path is None:
        raise Missing(f"{program} is not installed (Debian and Ubuntu: apt install {PACKAGES[program]}).")
    return path


def installed(program: str) -> str | None:
    """Debian's php-fpm is called after its version."""
    aside = sorted(Path("/usr/sbin").glob(f"{program}*" if program == "php-fpm" else program))
    return shutil.which(program) or (str(aside[-1]) if aside else None)

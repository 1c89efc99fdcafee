"""Debian's packages, where one may install them: as root, and saying so."""

import os
import shutil
import subprocess

from setup.console import say


def can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_package(name: str) -> bool:
    """True when the package is there afterwards; what apt says is not shown."""
    if not can_install():
        return False
    say(f"Installing Debian's package {name} (apt-get install, as root)")
    install = ("install", "--yes", "--no-install-recommends", name)
    # A fresh machine knows no package before the first update.
    return apt_get(*install) or (apt_get("update") and apt_get(*install))


def apt_get(*arguments: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode == 0

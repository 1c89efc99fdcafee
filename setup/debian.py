"""Debian's packages, where one may install them: as root, and saying so. Of some only the files are wanted, not the program."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

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


def unpack_package(name: str, folder: Path) -> bool:
    """True when the files of the package lie in the folder afterwards: nothing is installed, nor what it depends on."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return False
    say(f"Fetching Debian's package {name}, for its files alone (apt-get download)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix="unpacking-") as place:
        if not apt_get("download", name, folder=place) and not (
            apt_get("update") and apt_get("download", name, folder=place)
        ):
            return False
        archive = next(Path(place).glob("*.deb"))
        if subprocess.run(["dpkg-deb", "--extract", archive, f"{place}/files"], check=False).returncode:
            return False
        if not folder.exists():  # another run may have been quicker
            Path(place, "files").rename(folder)
    return True


def apt_get(*arguments: str, folder: str | None = None) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0

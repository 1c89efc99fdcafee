"""Asks what only the site itself knows, in a process of its own: see `inside`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from setup.console import ROOT, Missing, warn
from tests.benchmarks import results


def inside(environment: dict[str, str], *arguments: str) -> Any:
    """What `tests.benchmarks.inside` answers."""
    command = [sys.executable, "-m", "tests.benchmarks.inside", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        warn(f"{' '.join(arguments[:2])} failed")
        raise Missing("The site could not be prepared or asked: what it said stands above.")
    return json.loads(done.stdout.strip().splitlines()[-1])


def profiled(places: dict[str, str], environment: dict[str, str], where: str) -> dict[str, str]:
    """Where the time of each part goes, in a file each, by the names of the parts."""
    files: dict[str, str] = {}
    for name, place in places.items():
        file = results.FOLDER / f"{results.commit()}-{where}-{name}.profile.txt"
        inside(environment, "profile", place, name, str(file))
        files[name] = str(file.relative_to(ROOT))
    return files

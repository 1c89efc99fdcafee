"""A lock names packages, versions and hashes, and no place to get them from: that is each machine's own affair."""

import json
from collections.abc import Iterator
from pathlib import Path

PYTHON_LOCKS = (
    "requirements.txt",
    "requirements-dev.txt",
    "setup/node-requirements.txt",
    "setup/postgres-requirements.txt",
)


def problems(root: Path) -> Iterator[str]:
    for name in PYTHON_LOCKS:
        for number, line in enumerate((root / name).read_text().splitlines(), 1):
            if "://" in line or line.startswith(("--index", "--extra-index", "--find-links", "-i ", "-f ")):
                yield f"{name}:{number} names a place: {line.strip()}"
    yield from npm_problems(json.loads((root / "frontend" / "package-lock.json").read_text()))


def npm_problems(lock: dict[str, dict[str, dict[str, object]]]) -> Iterator[str]:
    for path, package in lock["packages"].items():
        if "resolved" in package:
            yield f"frontend/package-lock.json names where {path} is from (frontend/.npmrc keeps that out)"
        if path and "integrity" not in package:
            yield f"frontend/package-lock.json has no hash of {path}"

"""A lock names packages, versions and hashes, and no place to get them from: that is each machine's own affair."""

import json
from collections.abc import Iterator
from pathlib import Path

PYTHON_LOCKS = (
    "requirements.txt",
    "requirements-dev.txt",
    "setup/ffmpeg-requirements.txt",
    "setup/java-requirements.txt",
    "setup/node-requirements.txt",
    "setup/postgres-requirements.txt",
)
NPM_FOLDERS = ("frontend", "setup/ace")


def problems(root: Path) -> Iterator[str]:
    for name in PYTHON_LOCKS:
        for number, line in enumerate((root / name).read_text().splitlines(), 1):
            if "://" in line or line.startswith(("--index", "--extra-index", "--find-links", "-i ", "-f ")):
                yield f"{name}:{number} names a place: {line.strip()}"
    for folder in NPM_FOLDERS:
        yield from npm_problems(json.loads((root / folder / "package-lock.json").read_text()), folder)


def npm_problems(lock: dict[str, dict[str, dict[str, object]]], folder: str = "frontend") -> Iterator[str]:
    for path, package in lock["packages"].items():
        if "resolved" in package:
            yield f"{folder}/package-lock.json names where {path} is from ({folder}/.npmrc keeps that out)"
        if path and "integrity" not in package:
            yield f"{folder}/package-lock.json has no hash of {path}"

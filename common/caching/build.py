"""Which build of the site runs: what it makes is cached for no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

MADE_FROM = (".py", ".html", ".txt", ".mo", ".json")
NOT_MADE_FROM = {"var", "tests", "docs", "frontend", "node_modules", "__pycache__"}


def build_of(base: Path, *made: Path, values: Mapping[str, str], but: Path | None = None) -> str:
    """Returns a name for the sources below `base` and the files `made` of them (by size and time of change), with `values`.

    The folder `but` is left out: data may lie beside the code, and changes while the site runs.
    """
    digest = sha256(repr(sorted(values.items())).encode())
    for path in (*_sources_in(base, but), *made):
        found = path.stat() if path.exists() else None
        digest.update(f"{path}\0{found and (found.st_size, found.st_mtime_ns)}\0".encode())
    return digest.hexdigest()[:20]


def _sources_in(base: Path, but: Path | None) -> Iterator[Path]:
    for folder, subfolders, names in base.walk():
        looked_in = (name for name in subfolders if name not in NOT_MADE_FROM and not name.startswith("."))
        subfolders[:] = sorted(name for name in looked_in if folder / name != but)
        yield from (folder / name for name in sorted(names) if name.endswith(MADE_FROM))

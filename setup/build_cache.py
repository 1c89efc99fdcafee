"""Remembers by content what is already done, so that a second run does not do it again."""

import hashlib
from pathlib import Path

NOT_BUILT = frozenset({"node_modules", "__pycache__", "tests"})
"""Folders of frontend/ from which nothing is built."""


def fingerprint(*paths: Path, but: frozenset[str] = frozenset()) -> str:
    """A hash of names and contents of files and of everything in folders; what is named in `but` is left out, be it a link."""
    digest = hashlib.sha256()
    for path in paths:
        for file in sorted(files_in(path, but)):
            digest.update(str(file.relative_to(path.parent)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def files_in(path: Path, but: frozenset[str]) -> list[Path]:
    if path.is_file():
        return [path]
    found: list[Path] = []
    for folder, subfolders, names in path.walk():
        subfolders[:] = [name for name in subfolders if name not in but]
        found += [folder / name for name in names if name not in but]
    return found


def is_done(stamp: Path, content: str) -> bool:
    return stamp.exists() and stamp.read_text() == content


def mark_done(stamp: Path, content: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(content)


def catalogues(root: Path) -> list[Path]:
    """Those of the site, then those of guides."""
    return [*sorted(root.glob("locale/*/LC_MESSAGES/*.po")), *sorted(root.glob("guide/locale/*/LC_MESSAGES/*.po"))]


def built_from(root: Path) -> str:
    """A hash of what `make build` makes things from."""
    sources = (root / "frontend", root / "requirements.txt", *catalogues(root))
    return fingerprint(*sources, but=NOT_BUILT)

"""Bytes in files that all workers share and a restart keeps, bounded by size: what was asked for longest ago goes first.

Which build of the site runs: what it makes is cached for no other.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings

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


PARTS = 256
"""Names are spread over so many folders, each with its share of the room: whoever adds a file looks at one alone."""
TOUCHED_AFTER = 60
"""Seconds until a file that is asked for counts as asked for anew."""
FORGOTTEN_AFTER = 2 * 86_400
"""Seconds after which what nobody has asked for goes: keys name the day."""
LOOKED_AT_AFTER = 32
"""A process looks at a folder again once it has added this part of its share: to look at a full one takes 1 ms."""
logger = logging.getLogger(__name__)


@cache
def site_files() -> FileStore:
    """Returns the store of this site, as its settings say."""
    made = settings.STATIC_ROOT / "staticfiles.json"
    build = build_of(settings.BASE_DIR, made, values=settings.ENVIRONMENT, but=settings.DATA_DIR.resolve())
    return FileStore(settings.PAGE_FILES_ROOT, build, settings.PAGE_FILES_MEGABYTES * 1_000_000)


def forget_old_pages() -> None:
    """For `manage.py run_periodic`."""
    site_files().forget_old()


class FileStore:
    """Holds up to about `max_size` bytes in `folder`, under `build`: what another build of the site has left is never read.

    A file is written beside its place and then put there, so that nobody reads half of one. What cannot be read is not there;
    once something could not be written (a full disk), nothing more is, until the next start.
    """

    def __init__(self, folder: Path, build: str, max_size: int) -> None:
        self._folder, self._build, self._share = folder, build, max_size // PARTS
        self._is_writable = max_size > 0
        self._added: dict[Path, int] = {}  # to a folder, since this process looked at it

    def get(self, name: str) -> bytes | None:
        if not self._is_writable:
            return None
        path = self._path_of(name)
        try:
            with path.open("rb") as file:
                if time.time() - os.fstat(file.fileno()).st_mtime > TOUCHED_AFTER:
                    os.utime(path)
                return file.read()
        except OSError:
            return None

    def set(self, name: str, content: bytes) -> None:
        if not self._is_writable or len(content) > self._share:
            return
        path = self._path_of(name)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(path.parent, len(content))
            _write(path, content)
        except OSError:
            self._is_writable = False
            logger.exception("No page can be cached in %s any more: pages are made anew by each worker.", self._folder)

    def remove(self, name: str) -> None:
        """Forgets one; raises OSError where it is there and cannot be removed."""
        self._path_of(name).unlink(missing_ok=True)

    def forget_old(self) -> None:
        """Removes what nobody has asked for lately, also what other builds have left."""
        oldest = time.time() - FORGOTTEN_AFTER
        for folder in self._folder.glob("*/*"):
            for moment, _size, path in _files_in(folder):
                if moment < oldest:
                    Path(path).unlink(missing_ok=True)

    def _path_of(self, name: str) -> Path:
        digest = sha256(name.encode()).hexdigest()
        return self._folder / self._build / digest[:2] / digest[2:]

    def _make_room(self, part: Path, needed: int) -> None:
        """Looks at a folder now and then: in each, a process may add a thirty-second beyond its share."""
        self._added[part] = self._added.get(part, self._share) + needed
        if self._added[part] <= self._share // LOOKED_AT_AFTER:
            return
        self._added[part], files = 0, sorted(_files_in(part))
        taken = sum(size for _moment, size, _path in files) + needed
        for _moment, size, path in files:
            if taken <= self._share:
                return
            Path(path).unlink(missing_ok=True)
            taken -= size


def _files_in(folder: Path) -> Iterator[tuple[float, int, str]]:
    """When each was asked for last, its size, and its path; another process may remove some meanwhile."""
    with os.scandir(folder) as found:
        for one in found:
            with suppress(FileNotFoundError):
                known = one.stat()
                yield known.st_mtime, known.st_size, one.path


def _write(path: Path, content: bytes) -> None:
    number, name = mkstemp(dir=path.parent)
    with os.fdopen(number, "wb") as file:
        file.write(content)
    Path(name).replace(path)

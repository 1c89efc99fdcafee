"""Where the files of videos lie: each under a hash of its content, there as a whole or not at all.

A `.source` is a film as it was sent, which waits to be converted and is served to nobody.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.core import signing

from accounts.models import User

PIECE: Final = 256 * 1024
NAME: Final = re.compile(r"[0-9a-f]{32}\.(?:mp4|webm|jpg|png|webp|source)", re.ASCII)
_UNFINISHED: Final = ".unfinished-"

type Clean = Callable[[BinaryIO], None]


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "videos"


def path_of(name: str) -> Path:
    """The file of this name. Raises ValueError for what can be none."""
    if not NAME.fullmatch(name):
        raise ValueError(name)
    return folder() / name


def store(file: BinaryIO, suffix: str, *, clean: Clean | None = None, name: str = "") -> str:
    """Stores the content as `clean` leaves it, once however often it comes; returns its name, which is that of its content
    or, for a file that is stored already, its own. It is on disk before any row can name it.
    """
    file.seek(0)
    folder().mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder(), prefix=_UNFINISHED, delete=False) as copy:
        try:
            shutil.copyfileobj(file, copy, PIECE)
            if clean:
                clean(cast("BinaryIO", copy))
            copy.flush()
            os.fsync(copy.fileno())
            copy.seek(0)
            name = name or f"{hashlib.file_digest(copy, 'sha256').hexdigest()[:32]}.{suffix}"
            Path(copy.name).chmod(0o640)
            Path(copy.name).replace(path_of(name))
        except BaseException:
            Path(copy.name).unlink(missing_ok=True)
            raise
    return name


def remove(name: str) -> None:
    path_of(name).unlink(missing_ok=True)


def remove_others(named: Iterable[str], *, older_than: float) -> int:
    """Removes the files that have none of these names and have lain there for so many seconds; returns how many."""
    named, removed = set(named), 0
    for path in folder().glob("*"):
        with suppress(OSError):  # it may go while we look
            if path.name not in named and time.time() - path.stat().st_mtime > older_than:
                path.unlink()
                removed += 1
    return removed


# A file that passed its checks waits for the rest of its form: it is stored, and the form names it, signed.


SALT: Final = "campaign.videos.waiting"
WAITS: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A stored file by its name, and what it was called where it came from."""

    name: str
    called: str

    def signed_for(self, person: User) -> str:
        return signing.dumps([self.name, self.called[:100], person.pk], salt=SALT)


def waiting_file(signed: str, person: User) -> WaitingFile | None:
    """The file that this person has sent before; None for anything else, and once it has been cleared away."""
    try:
        name, called, owner = signing.loads(signed, salt=SALT, max_age=WAITS)
        is_there = owner == person.pk and path_of(name).is_file()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return WaitingFile(name, called) if is_there else None

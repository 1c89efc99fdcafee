"""Where the slides of training sessions lie, for settings.SLIDES_STORE: PDF, ODP and PPTX, told by what is in them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from contributions.uploads import limits, processing, storage
from contributions.uploads.limits import FileRefused

KIND = "slides"
NAME = "file"
LATE = 24 * 60 * 60  # seconds after which a folder that belongs to nothing goes


class StoredSlides(NamedTuple):
    """A file that is stored: its `kind` is "pdf", "odp" or "pptx"."""

    token: str
    pages: int
    kind: str


def most_bytes() -> int:
    return int(settings.FILE_MEGABYTES * limits.MEGA)


def check_size(size: int) -> None:
    """Raises NotTaken for a file that is too heavy."""
    if size > most_bytes():
        raise limits.too_large(size, most_bytes(), is_picture=False)


def store(content: bytes) -> StoredSlides:
    """Stores slides as they were sent, once they are known to do nothing by themselves. Raises NotTaken."""
    check_size(len(content))
    token = storage.new_token()
    try:
        with storage.unfinished(KIND, token) as folder:
            kind, pages = processing.check_slides(content, folder)
            (folder / NAME).write_bytes(content)
            storage.finish(folder, KIND, token)
    except FileRefused as refused:
        raise limits.refusal(refused, is_picture=False) from None
    return StoredSlides(token, pages, kind)


def path_of(token: str) -> Path:
    return storage.folder_of(KIND, token) / NAME


def remove(token: str) -> None:
    storage.remove(KIND, token)


def clear_away(known: Collection[str]) -> int:
    """Deletes folders that have none of these tokens; returns how many."""
    gone = [folder for token, folder in storage.folders(KIND, older_than=LATE) if token not in known]
    for folder in gone:
        storage.remove_folder(folder)
    return len(gone)

"""Where the slides of training sessions lie, for settings.SLIDES_STORE: looked through as any PDF that people send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from contributions.uploads import errors, processing, storage
from contributions.uploads.limits import FileRefused

KIND = "slides"
NAME = "file.pdf"
LATE = 24 * 60 * 60  # seconds after which a folder that belongs to nothing goes


def most_bytes() -> int:
    return int(settings.FILE_MEGABYTES * errors.MEGA)


def check_size(size: int) -> None:
    """Raises NotTaken for a file that is too heavy."""
    if size > most_bytes():
        raise errors.too_large(size, most_bytes(), is_picture=False)


def store(content: bytes) -> tuple[str, int]:
    """Stores a PDF as it was sent, once it is known to do nothing by itself; returns its token and pages. Raises NotTaken."""
    check_size(len(content))
    token = storage.new_token()
    try:
        with storage.unfinished(KIND, token) as folder:
            pages = processing.check_pdf(content, folder)
            (folder / NAME).write_bytes(content)
            storage.finish(folder, KIND, token)
    except FileRefused as refused:
        raise errors.refusal(refused, is_picture=False) from None
    return token, pages


def path_of(token: str) -> Path:
    return storage.folder_of(KIND, token) / NAME


def remove(token: str) -> None:
    storage.remove(KIND, token)


def clear_away(is_known: Callable[[str], bool]) -> int:
    """Deletes folders that belong to nothing; returns how many."""
    gone = [folder for token, folder in storage.folders(KIND, older_than=LATE) if not token or not is_known(token)]
    for folder in gone:
        storage.remove_folder(folder)
    return len(gone)

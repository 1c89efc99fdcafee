"""A part of a file on disk, which nobody has to read into memory to send it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import Final

type Stamp = tuple[int, int, int]

PIECE: Final = 256 * 1024


class FilePart:
    """The bytes `first` to `last` of a file as it was when it had this `stamp`, opened when they are read.

    guide_project/server/edge looks at `name` and `span`, and has the server send them.
    """

    def __init__(self, path: Path, first: int, last: int, stamp: Stamp) -> None:
        self.name, self.span, self._stamp = str(path), (first, last), stamp
        self._file: FileIO | None = None

    def read(self, size: int = -1) -> bytes:
        """It ends early where the file is another one by now."""
        if self._file is None:
            self._file = FileIO(self.name)
            self._file.seek(self.span[0] if file_version(self._file.fileno()) == self._stamp else self.span[1] + 1)
        left = max(0, self.span[1] + 1 - self._file.tell())
        return self._file.read(left if size < 0 else min(left, size)) or b""

    def __iter__(self) -> Iterator[bytes]:
        try:
            while piece := self.read(PIECE):
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def file_version(descriptor: int) -> Stamp:
    """Tells a file from what took its place: files that are served are never written into, another is put there."""
    details = os.fstat(descriptor)
    return details.st_mtime_ns, details.st_size, details.st_ino

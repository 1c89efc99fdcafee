"""Archives whose bytes depend on what is in them alone: no clock, no machine."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive can name
READABLE: Final = 0o644 << 16


def archive(files: Mapping[str, bytes], *, stored: frozenset[str] = frozenset()) -> bytes:
    """A ZIP of the files in their order, compressed but for those `stored`."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = READABLE
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            made.writestr(entry, data, compresslevel=9)
    return content.getvalue()

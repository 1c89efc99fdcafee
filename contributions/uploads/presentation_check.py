"""Looks through slides of Impress and PowerPoint, without opening them: what they are, how many, and that they hold no macros.

Runs in the bounded process of `worker`: a ZIP may unpack to anything.
"""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from contributions.uploads.limits import FileRefused

ODP = "application/vnd.oasis.opendocument.presentation"
PPTX = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
COMPOUND_FILE, ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
"""What PowerPoint makes of slides with a password: [MS-OFFCRYPTO] 2.3.4."""
MOST_PARTS = 10_000
LONGEST_PART = 50_000_000
ACTIVE = re.compile(r"(?i)(?:^|/)(?:basic|scripts|activex|vbaproject\.bin|vbadata\.xml)(?:/|$)|/embeddings/[^/]+\.bin$")
"""Macros, controls, and objects of programs that are no document."""
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


def check_presentation(content: bytes) -> tuple[str, int]:
    """Returns "odp" or "pptx", and the number of slides. Raises FileRefused."""
    if content.startswith(COMPOUND_FILE) and ENCRYPTED in content:
        raise FileRefused("locked_slides")
    try:
        with ZipFile(BytesIO(content)) as file:
            if len(file.namelist()) > MOST_PARTS:
                raise FileRefused("too_costly")
            kind = _kind_of(file)
            if any(ACTIVE.search(name) for name in file.namelist()):
                raise FileRefused("macros")
            number = _slides_of_odp(file) if kind == "odp" else sum(map(bool, map(SLIDE.fullmatch, file.namelist())))
    except (BadZipFile, KeyError, EOFError, RuntimeError, zlib.error):  # RuntimeError: a part that is encrypted
        raise FileRefused("not_slides") from None
    if not number:
        raise FileRefused("not_slides")
    return kind, number


def _kind_of(file: ZipFile) -> str:
    names = set(file.namelist())
    if "mimetype" in names and _part(file, "mimetype").strip() == ODP.encode():
        if b"encryption-data" in _part(file, "META-INF/manifest.xml"):
            raise FileRefused("locked_slides")
        return "odp"
    if "[Content_Types].xml" in names and PPTX in _part(file, "[Content_Types].xml"):
        return "pptx"
    raise FileRefused("not_slides")


def _slides_of_odp(file: ZipFile) -> int:
    return len(re.findall(rb"<draw:page[\s/>]", _part(file, "content.xml")))


def _part(file: ZipFile, name: str) -> bytes:
    with file.open(name) as part:
        read = part.read(LONGEST_PART + 1)
    if len(read) > LONGEST_PART:
        raise FileRefused("too_costly")
    return read

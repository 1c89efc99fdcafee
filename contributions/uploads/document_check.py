"""What a PDF or a presentation may hold before it is stored."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from contributions.uploads.limits import FileRefused

_SIGNATURE = re.compile(rb"%PDF-(?:1\.[0-7]|2\.0)[\r\n ]")
_STREAM = re.compile(rb"stream\r?\n")
_STREAM_END = b"endstream"
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_ACTS = frozenset(
    {"JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "RichMediaExecute", "Rendition", "Movie"}
)
_PARTS = frozenset({"JS", "JavaScript", "EmbeddedFile", "EmbeddedFiles", "XFA", "RichMedia", "RichMediaContent", "EF"})
_ACTIVE_NAME = re.compile(rb"/(?:" + "|".join(sorted(_ACTS | _PARTS)).encode() + rb")(?![A-Za-z0-9_.-])")
_MOST_OBJECTS = 300_000


def check_pdf(content: bytes) -> int:
    """The number of pages of a harmless PDF; raises Refused for any other file."""
    if not _SIGNATURE.match(content) or b"%%EOF" not in content[-2048:]:
        raise FileRefused("not_pdf")
    if _ACTIVE_NAME.search(_ESCAPED.sub(_unescaped, _without_streams(content))):
        raise FileRefused("active")
    try:
        return _read(content)
    except FileRefused:
        raise
    except MemoryError:
        raise FileRefused("too_costly") from None
    except Exception:  # whatever a broken file makes of the reader
        raise FileRefused("damaged") from None


def _without_streams(content: bytes) -> bytes:
    """Linear, also where thousands of streams begin and none ends."""
    pieces, at = [], 0
    for begin in _STREAM.finditer(content):
        if begin.start() < at:
            continue
        if (end := content.find(_STREAM_END, begin.end())) < 0:
            break
        pieces.append(content[at : begin.start()])
        at = end + len(_STREAM_END)
    return b"".join([*pieces, content[at:]])


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)])


def _read(content: bytes) -> int:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise FileRefused("locked")
    for number, found in enumerate(_objects(reader)):
        if number > _MOST_OBJECTS:
            raise FileRefused("too_costly")
        if _is_active(found):
            raise FileRefused("active")
    return len(reader.pages)


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, the nested ones too."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    waiting: list[Any] = [reader.trailer, *(reader.get_object(number) for number in sorted(numbers))]
    while waiting:
        found = waiting.pop()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.values())
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _is_active(found: DictionaryObject) -> bool:
    acts, kind = found.get("/S"), found.get("/Type")
    does = isinstance(acts, NameObject) and acts[1:] in _ACTS
    return does or (isinstance(kind, NameObject) and kind[1:] in _PARTS) or any(key[1:] in _PARTS for key in found)


# Looks through slides of Impress and PowerPoint, without opening them: what they are, how many, and that they hold no macros.
#
# Runs in the bounded process of `worker`: a ZIP may unpack to anything.


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

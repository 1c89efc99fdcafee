"""Looks through a PDF for anything that acts by itself. Only the worker process imports this.

Twice, since readers differ in what they make of a broken file: the names in its bytes, and every object that can be
read, those that lie compressed too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

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

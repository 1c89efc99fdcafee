"""Puts a signed credential into a PNG or SVG ("baking"), and reads it back out. Open Badges 3.0, "Document Formats"."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final
from zlib import crc32

from lxml import etree

KEYWORD: Final = b"openbadgecredential"
NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
NOT_COMPRESSED: Final = b"\0\0"
NO_LANGUAGE: Final = b"\0\0"  # neither a language nor a keyword in it


def bake_png(picture: bytes, token: str) -> bytes:
    """Returns the picture with the credential in an iTXt chunk behind its header, in place of any that was there."""
    text = KEYWORD + b"\0" + NOT_COMPRESSED + NO_LANGUAGE + token.encode()
    header, *others = [chunk for chunk in _chunks(picture) if not _is_credential(*chunk)]
    return SIGNATURE + b"".join(_chunk(*chunk) for chunk in (header, (b"iTXt", text), *others))


def token_in_png(picture: bytes) -> str | None:
    """Returns the credential of a PNG, or None. Raises ValueError for what is no PNG."""
    before = len(KEYWORD) + 1 + len(NOT_COMPRESSED) + len(NO_LANGUAGE)
    return next((body[before:].decode() for kind, body in _chunks(picture) if _is_credential(kind, body)), None)


def bake_svg(picture: str, token: str) -> str:
    """Returns the picture with the credential as its first element, in place of any that was there."""
    root = _root(picture)
    for old in root.findall(f"{{{NAMESPACE}}}credential"):
        root.remove(old)
    baked = etree.Element(root.tag, root.attrib, nsmap=root.nsmap | {"openbadges": NAMESPACE})
    baked.append(etree.Element(f"{{{NAMESPACE}}}credential", {"verify": token}))
    baked.extend(root)
    return str(etree.tostring(baked, encoding="unicode"))


def token_in_svg(picture: str) -> str | None:
    """Returns the credential of an SVG, or None. Raises ValueError for what is no XML."""
    found = _root(picture).find(f"{{{NAMESPACE}}}credential")
    return None if found is None else found.get("verify")


def _root(picture: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(picture.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("This is no SVG.") from error


def _is_credential(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(KEYWORD + b"\0")


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not picture.startswith(SIGNATURE):
        raise ValueError("This is no PNG.")
    place = len(SIGNATURE)
    while place < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, place)
        yield kind, picture[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))

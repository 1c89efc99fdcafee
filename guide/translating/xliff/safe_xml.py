"""XML that somebody sent, read without trusting it: nothing else is opened, nothing expands, all of it is bounded."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from guide.translating.exchange_files import MOST_BYTES, UnreadableExchange

type Element = Any
"""An element of lxml, which has no public name for what its parser makes."""

_MOST_TAGS = 300_000
_LONGEST_UNIT = 200_000
_DECLARATION = re.compile(r"\s*<\?xml\s([^?>]{0,200})\?>")
_ENCODING = re.compile(r"encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_ENCODINGS = {"utf-8", "utf8", "utf-16", "us-ascii", "ascii"}
_FORBIDDEN = ("<!DOCTYPE", "<!ENTITY")


def refusal(reason: str, line: int = 0) -> UnreadableExchange:
    """Returns the error for a file that is too "heavy", in another "encoding", with a "doctype", no "xml", no "format"."""
    words = {
        "heavy": _("This file is too large: a translation file can have at most 5 MB."),
        "encoding": _("This file is not in UTF-8. Export it again in this encoding."),
        "doctype": _(
            "This file brings a document type (DOCTYPE) or entities along, and was not read for safety’s sake."
        ),
        "xml": _("This file is damaged: line %(line)s cannot be read as XML.") % {"line": line},
        "format": _("This file is not XLIFF 1.2, 2.0, 2.1 or 2.2."),
    }
    return UnreadableExchange(words[reason], reason)


def parse_xml(data: bytes) -> Element:
    """Returns the root of a document, its comments and instructions left out. Raises UnreadableExchange."""
    if len(data) > MOST_BYTES:
        raise refusal("heavy")
    text = _decoded(data)
    if any(sign in text for sign in _FORBIDDEN):
        raise refusal("doctype")
    if text.count("<") > _MOST_TAGS:
        raise refusal("heavy")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise refusal("xml", problem.lineno or 1) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("doctype")
    return root


def _decoded(data: bytes) -> str:
    """The text of it, as UTF-8 or UTF-16 alone, so that no sign can be hidden behind an encoding."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError:
        raise refusal("encoding") from None
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    encoding = _ENCODING.search(declaration[1])
    if encoding and encoding[1].lower() not in _ENCODINGS:
        raise refusal("encoding")
    return text[declaration.end() :]


def joined(pieces: Iterable[str]) -> str:
    """Returns the words of a unit as one text. Raises UnreadableExchange where its codes make more of it than any text has."""
    found, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > _LONGEST_UNIT:
            raise refusal("heavy")
        found.append(piece)
    return "".join(found)


def local_name(element: Element) -> str:
    """Returns the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Element, name: str) -> Iterator[Element]:
    """Yields the children of this name in the namespace of the element itself."""
    yield from element.iterchildren(f"{{{etree.QName(element).namespace}}}{name}")


def child(element: Element, name: str) -> Element | None:
    return next(children(element, name), None)

"""Reads a QTI package as another system would: by the rules of its elements."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from learning.grading import comparable
from tests.learning.questions.qti_rules import RULES, TEXT

ITEMS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*\Z")


def contents_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def files_of(package: bytes) -> dict[str, Any]:
    """Returns the root of each file by its name; its pictures have none."""
    return {name: etree.fromstring(content) for name, content in contents_of(package).items() if name.endswith(".xml")}


def as_qti(kind: str, response: Sequence[str]) -> dict[str, str | list[str]]:
    """A response of ours as QTI has it, by the names of its parts."""
    match kind:
        case "choice":
            return {"RESPONSE": f"A{response[0]}"}
        case "fill_in":
            return {f"RESPONSE{place}": words for place, words in enumerate(response, 1)}
        case "match" | "sort":
            target = "P" if kind == "match" else "C"
            return {"RESPONSE": [f"A{place} {target}{key}" for place, key in enumerate(response, 1)]}
    return {"RESPONSE": [f"A{key}" for key in response]}


def name_of(element: Any) -> str:
    return str(etree.QName(element).localname)


def offences(root: Any) -> Iterator[str]:
    """What breaks the rules in a file."""
    for element in root.iter():
        name = name_of(element)
        needed, allowed, children = RULES[name]
        has = {str(etree.QName(key).localname) for key in element.attrib}
        if not needed <= has <= needed | allowed:
            yield f"{name}: {has}"
        if not _pattern(children).fullmatch("".join(f"{name_of(child)} " for child in element)):
            yield f"{name}: {[name_of(child) for child in element]}"
        if TEXT not in children and _has_text(element):
            yield f"{name} has text"
        if (identifier := element.get("identifier")) is not None and not IDENTIFIER.match(identifier):
            yield f"{name}: {identifier}"


def _pattern(children: tuple[str, ...]) -> re.Pattern[str]:
    if TEXT in children:  # in between, in any order
        return re.compile(
            "|".join(f"(?:{child.strip('?*+')} )" for child in children if child != TEXT).join(("(?:", ")*"))
        )
    return re.compile("".join(f"(?:{child.rstrip('?*+')} ){child[len(child.rstrip('?*+')) :]}" for child in children))


def _has_text(element: Any) -> bool:
    return bool((element.text or "").strip() or any((child.tail or "").strip() for child in element))


def spellings_in(root: Any) -> list[set[str]]:
    """What counts in each gap of an item, as we compare words."""
    gaps = root.iter(f"{ITEMS}qti-mapping")
    return [{comparable(one.get("map-key")) for one in gap if float(one.get("mapped-value")) >= 1} for gap in gaps]

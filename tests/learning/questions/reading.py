"""Reads a QTI package as another system would: by the rules, by its references, and answering its items."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tests.learning.questions.qti_rules import RULES, TEXT

ITEMS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*\Z")


def files_of(package: bytes) -> dict[str, Any]:
    """Returns the root of each file by its name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}


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


def is_right(root: Any, responses: dict[str, list[str]]) -> bool:
    """Answers an item: works out the condition of its response processing."""
    condition = root.find(f".//{ITEMS}qti-response-if")
    return _value(root, condition[0], responses)


def _value(root: Any, expression: Any, responses: dict[str, list[str]]) -> bool:
    match name_of(expression):
        case "qti-and":
            return all(_value(root, part, responses) for part in expression)
        case "qti-or":
            return any(_value(root, part, responses) for part in expression)
        case "qti-gte":
            name = expression[0].get("identifier")
            entries = _declaration(root, name).iter(f"{ITEMS}qti-map-entry")
            return any(entry.get("map-key").casefold() == responses[name][0].casefold() for entry in entries)
    name = expression[0].get("identifier")
    if name_of(expression[1]) == "qti-base-value":
        return responses[name] == [expression[1].text]
    declaration = _declaration(root, name)
    right = [value.text for value in declaration.iter(f"{ITEMS}qti-value")]
    is_ordered = declaration.get("cardinality") == "ordered"
    return responses[name] == right if is_ordered else sorted(responses[name]) == sorted(right)


def _declaration(root: Any, name: str) -> Any:
    return root.find(f"{ITEMS}qti-response-declaration[@identifier='{name}']")

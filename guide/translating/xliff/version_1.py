"""XLIFF 1.2, written and read. The Markdown of a code is the content of its element: `bpt` and `ept` of a pair, `ph`."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from common.markup import clean_text
from common.markup.inline_codes.codes import Kind
from common.paging import parse_int
from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, UnitState, stamp_of
from guide.translating.xliff.coded_text import NumberedCode, UnknownCode, codes_in, fill, numbered, serialized
from guide.translating.xliff.safe_xml import Element, child, children, joined, local_name

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES: dict[UnitState, str] = {
    "missing": "new",
    "outdated": "needs-translation",
    "machine": "needs-review-translation",
    "translated": "translated",
    "approved": "final",
}
_TYPES: dict[Kind, str] = {"strong": "bold", "emphasis": "italic", "link": "link", "line_break": "lb"}
"""What the format has a name for; to those that it has none for, it lets one give names that begin with "x-"."""


def is_of_family(root: Element) -> bool:
    return bool(root.tag == f"{{{NAMESPACE}}}xliff")


def write(file: ExchangeFile) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE})
    root.set("version", "1.2")
    languages = {"source-language": file.source_language, "target-language": file.target_language}
    for text in file.texts:
        if text.units:
            _write_text(root, text, languages)
    return serialized(root)


def _make(parent: Element, name: str, words: str | None = None, attributes: dict[str, str] | None = None) -> Element:
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes or {})
    made.text = words
    return made


def _write_text(root: Element, text: ExchangeText, languages: dict[str, str]) -> None:
    file = _make(root, "file", attributes={"original": text.key, "datatype": "x-markdown", **languages})
    header = _make(file, "header")
    _note(header, "label", text.label)
    _note(header, "version", str(text.version))
    body = _make(file, "body")
    for unit in text.units:
        _write_unit(body, unit)


def _note(parent: Element, author: str, words: str) -> None:
    if words:
        _make(parent, "note", clean_text(words), {"from": author})


def _write_unit(body: Element, unit: ExchangeUnit) -> None:
    approved = {"approved": "yes"} if unit.state == "approved" else {}
    element = _make(body, "trans-unit", attributes={"id": unit.id, **approved, _SPACE: "preserve"})
    source = numbered(unit.source)
    fill(_make(element, "source"), source, _opened, _closed)
    if unit.target:
        target = _make(element, "target", attributes={"state": _STATES[unit.state]})
        fill(target, numbered(unit.target, codes_in(source)), _opened, _closed)
    _note(element, "stamp", stamp_of(unit.source))
    _note(element, "instruction", unit.note)


def _opened(one: NumberedCode) -> Element:
    kind = _TYPES.get(one.code.kind, f"x-{one.code.kind.replace('_', '-')}")
    made = etree.Element(f"{{{NAMESPACE}}}{'bpt' if one.closing else 'ph'}", {"id": str(one.number), "ctype": kind})
    made.text = one.code.data
    return made


def _closed(one: NumberedCode) -> Element:
    made = etree.Element(f"{{{NAMESPACE}}}ept", {"id": str(one.number)})
    made.text = one.closing.data if one.closing else ""
    return made


def read(root: Element) -> ExchangeFile:
    files = list(children(root, "file"))
    first = files[0] if files else root
    texts = [_read_text(file) for file in files]
    return ExchangeFile(first.get("source-language", ""), first.get("target-language", ""), texts)


def _read_text(file: Element) -> ExchangeText:
    header = child(file, "header")
    notes = _read_notes(header) if header is not None else {}
    number = parse_int(notes.get("version", ""), digits=9) or 0
    units = [_read_unit(unit) for unit in file.iter(f"{{{NAMESPACE}}}trans-unit")]
    return ExchangeText(file.get("original", ""), notes.get("label", ""), number, units)


def _read_notes(parent: Element) -> dict[str, str]:
    return {note.get("from", ""): clean_text(note.text or "") for note in children(parent, "note")}


def _read_unit(unit: Element) -> ExchangeUnit:
    notes = _read_notes(unit)
    known: dict[tuple[str, str], str] = {}
    name, note, stamp = unit.get("id", ""), notes.get("instruction", ""), notes.get("stamp", "")
    target = child(unit, "target")
    try:
        source = _markdown(child(unit, "source"), known)
        words = _markdown(target, known)
    except UnknownCode:
        return ExchangeUnit(name, "", note=note, stamp=stamp, has_broken_codes=True)
    return ExchangeUnit(name, source, words, _state(unit, target, words), note, stamp)


def _state(unit: Element, target: Element | None, words: str) -> UnitState:
    if target is None or not words:
        return "missing"
    if unit.get("approved") == "yes":
        return "approved"
    state = target.get("state", "translated")
    return next((name for name, one in _STATES.items() if one == state), "translated")


def _markdown(element: Element | None, known: dict[tuple[str, str], str]) -> str:
    """Raises UnknownCode, and UnreadableExchange for what swells."""
    return "" if element is None else clean_text(joined(_pieces(element, known)))


def _pieces(element: Element, known: dict[tuple[str, str], str]) -> Iterator[str]:
    yield element.text or ""
    for one in element.iterchildren():
        match local_name(one):
            case "bpt" | "ph" | "x" | "bx" | "it":
                yield _data(one, "start", known)
            case "ept" | "ex":
                yield _data(one, "end", known)
            case "g":
                yield _data(one, "start", known, "")
                yield from _pieces(one, known)
                yield _data(one, "end", known, "")
            case "mrk":
                yield from _pieces(one, known)
            case _:
                raise UnknownCode
        yield one.tail or ""


def _data(element: Element, end: str, known: dict[tuple[str, str], str], words: str | None = None) -> str:
    """What a code is for: as its element says, or else as that of the source with its number did."""
    key = (element.get("rid") or element.get("id") or "", end)
    words = (element.text if words is None else words) or known.get(key)
    if not words:
        raise UnknownCode
    return known.setdefault(key, words)

"""XLIFF 2.0, written and read; 2.1 and 2.2, read. The codes of a unit stand in its `originalData`."""

from __future__ import annotations

from lxml import etree

from common.markup import clean_text
from common.markup.inline_codes.codes import Kind
from common.paging import parse_int
from guide.translating.exchange_files import ExchangeFile, ExchangeText, ExchangeUnit, UnitState, stamp_of
from guide.translating.xliff.coded_text import (
    NumberedCode,
    OriginalData,
    UnknownCode,
    codes_in,
    fill,
    numbered,
    serialized,
)
from guide.translating.xliff.safe_xml import Element, child, children, local_name

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_READ = {f"{{{NAMESPACE}}}xliff", "{urn:oasis:names:tc:xliff:document:2.2}xliff"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES: dict[UnitState, tuple[str, str]] = {
    "missing": ("initial", ""),
    "outdated": ("initial", "guide:outdated"),
    "machine": ("initial", "guide:machine"),
    "translated": ("translated", ""),
    "approved": ("final", ""),
}
_DONE: dict[str, UnitState] = {
    "initial": "outdated",
    "translated": "translated",
    "reviewed": "approved",
    "final": "approved",
}
_TYPES: dict[Kind, tuple[str, str]] = {
    "strong": ("fmt", "xlf:b"),
    "emphasis": ("fmt", "xlf:i"),
    "line_break": ("fmt", "xlf:lb"),
    "link": ("link", ""),
    "reference": ("link", ""),
    "wiki_link": ("link", ""),
    "autolink": ("link", ""),
    "image": ("image", ""),
    "image_reference": ("image", ""),
}


def is_of_family(root: Element) -> bool:
    return root.tag in _READ


def write(file: ExchangeFile) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE})
    root.set("version", "2.0")
    root.set("srcLang", file.source_language)
    root.set("trgLang", file.target_language)
    for text in file.texts:
        if text.units:
            _write_text(root, text)
    return serialized(root)


def _make(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    made = etree.SubElement(
        parent, f"{{{NAMESPACE}}}{name}", {key: value for key, value in attributes.items() if value}
    )
    made.text = words
    return made


def _write_text(root: Element, text: ExchangeText) -> None:
    file = _make(root, "file", id=text.key, original=text.key, canResegment="no")
    _notes(file, {"label": text.label, "version": str(text.version)})
    for unit in text.units:
        _write_unit(file, unit)


def _notes(parent: Element, words: dict[str, str]) -> None:
    notes = _make(parent, "notes")
    for category, one in words.items():
        if one:
            _make(notes, "note", clean_text(one), category=category)


def _write_unit(file: Element, unit: ExchangeUnit) -> None:
    element = _make(file, "unit", id=unit.id)
    element.set(_SPACE, "preserve")
    _notes(element, {"stamp": stamp_of(unit.source), "instruction": unit.note})
    source = numbered(unit.source)
    target = numbered(unit.target, codes_in(source))
    data = _write_data(element, [*codes_in(source), *codes_in(target)])
    state, detail = _STATES[unit.state]
    segment = _make(element, "segment", state=state, subState=detail)
    fill(_make(segment, "source"), source, lambda code: _code(code, data))
    if unit.target:
        fill(_make(segment, "target"), target, lambda code: _code(code, data))


def _write_data(unit: Element, codes: list[NumberedCode]) -> dict[str, str]:
    """The number of each piece of Markdown that a code is for."""
    names: dict[str, str] = {}
    for one in codes:
        for code in (one.code, one.closing):
            if code:
                names.setdefault(code.data, f"d{len(names) + 1}")
    if names:
        data = _make(unit, "originalData")
        for words, name in names.items():
            _make(data, "data", words, id=name)
    return names


def _code(one: NumberedCode, data: dict[str, str]) -> Element:
    kind, detail = _TYPES.get(one.code.kind, ("other", ""))
    values = {"id": str(one.number), "canCopy": "no", "canDelete": "no", "type": kind, "subType": detail}
    if one.closing:
        values |= {"dataRefStart": data[one.code.data], "dataRefEnd": data[one.closing.data]}
    else:
        values["dataRef"] = data[one.code.data]
    name = "pc" if one.closing else "ph"
    return etree.Element(f"{{{NAMESPACE}}}{name}", {key: value for key, value in values.items() if value})


def read(root: Element) -> ExchangeFile:
    texts = [_read_text(file) for file in children(root, "file")]
    return ExchangeFile(root.get("srcLang", ""), root.get("trgLang", ""), texts)


def _read_text(file: Element) -> ExchangeText:
    notes = _read_notes(file)
    units = [_read_unit(unit) for unit in file.iter(f"{{{etree.QName(file).namespace}}}unit")]
    number = parse_int(notes.get("version", ""), digits=9) or 0
    return ExchangeText(file.get("id", ""), notes.get("label", ""), number, units)


def _read_notes(parent: Element) -> dict[str, str]:
    notes = child(parent, "notes")
    found = children(notes, "note") if notes is not None else ()
    return {note.get("category", ""): clean_text(note.text or "") for note in found}


def _read_unit(unit: Element) -> ExchangeUnit:
    notes = _read_notes(unit)
    segments = [one for one in unit.iterchildren() if local_name(one) in {"segment", "ignorable"}]
    name, note, stamp = unit.get("id", ""), notes.get("instruction", ""), notes.get("stamp", "")
    try:
        codes = OriginalData(unit)
        source = "".join(codes.markdown(child(one, "source")) for one in segments)
        target = _read_target(segments, codes)
    except UnknownCode:
        return ExchangeUnit(name, "", note=note, stamp=stamp, has_broken_codes=True)
    return ExchangeUnit(name, source, target, _state(segments, target), note, stamp)


def _read_target(segments: list[Element], codes: OriginalData) -> str:
    """The translation of a unit, "" where one of its segments has none."""
    said: list[tuple[int, str]] = []
    for place, segment in enumerate(segments, 1):
        target = child(segment, "target")
        if target is None and local_name(segment) == "segment":
            return ""
        words = codes.markdown(child(segment, "source") if target is None else target)
        order = parse_int("" if target is None else target.get("order", ""), digits=5)
        said.append((place if order is None else order, words))
    return "".join(words for _place, words in sorted(said, key=lambda one: one[0]))


def _state(segments: list[Element], target: str) -> UnitState:
    first = next((one for one in segments if local_name(one) == "segment"), None)
    if first is None or not target:
        return "missing"
    known = (first.get("state", "initial"), first.get("subState", ""))
    return next(
        (name for name, one in _STATES.items() if one == known and name != "missing"), _DONE.get(known[0], "outdated")
    )

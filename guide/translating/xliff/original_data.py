"""The codes of a unit of XLIFF 2: what Markdown each is for, as its `originalData` says."""

from __future__ import annotations

from collections.abc import Iterator

from common.markup import clean_text
from guide.translating.xliff.coded_text import UnknownCode
from guide.translating.xliff.safe_xml import Element, child, children, joined, local_name


class OriginalData:
    """What Markdown each code of a unit is for: as its element says, or else as that of the source with its number does."""

    def __init__(self, unit: Element) -> None:
        holder = child(unit, "originalData")
        found = children(holder, "data") if holder is not None else ()
        self.data = {one.get("id"): "".join(_characters(one)) for one in found}
        self.known: dict[tuple[str, str], str] = {}

    def markdown(self, element: Element | None) -> str:
        """Raises UnknownCode, and UnreadableExchange for what swells."""
        return "" if element is None else clean_text(joined(self._pieces(element)))

    def _pieces(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for one in element.iterchildren():
            match local_name(one):
                case "pc":
                    yield self._data(one, "dataRefStart", "start", one.get("id"))
                    yield from self._pieces(one)
                    yield self._data(one, "dataRefEnd", "end", one.get("id"))
                case "ph" | "sc":
                    yield self._data(one, "dataRef", "start", one.get("id"))
                case "ec":
                    yield self._data(one, "dataRef", "end", one.get("startRef") or one.get("id"))
                case "mrk":
                    yield from self._pieces(one)
                case "cp":
                    yield _character(one)
                case "sm" | "em":
                    pass
                case _:
                    raise UnknownCode
            yield one.tail or ""

    def _data(self, element: Element, attribute: str, end: str, number: str | None) -> str:
        key = (number or "", end)
        words = self.data.get(element.get(attribute))
        if words is None and (words := self.known.get(key)) is None:
            raise UnknownCode
        return self.known.setdefault(key, words)


def _characters(element: Element) -> Iterator[str]:
    yield element.text or ""
    for one in element.iterchildren():
        yield _character(one)
        yield one.tail or ""


def _character(element: Element) -> str:
    try:
        return chr(int(element.get("hex", ""), 16))
    except (ValueError, OverflowError):
        raise UnknownCode from None

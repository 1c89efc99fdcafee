"""Markdown as the content of an XLIFF element: words, and elements for codes, each with a number and the Markdown it is for.

The codes of a unit of XLIFF 2: what Markdown each is for, as its `originalData` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from common.markup import clean_text
from common.markup.inline_codes import Code, Text, parts
from guide.translating.xliff.safe_xml import Element, child, children, joined, local_name


@dataclass(frozen=True, slots=True)
class NumberedCode:
    """A code, or both codes of a pair: `closing` is None for a code that stands alone."""

    number: int
    code: Code
    closing: Code | None = None

    @property
    def key(self) -> tuple[str, str, str | None]:
        """What two codes have in common that are the same one in source and target."""
        return self.code.kind, self.code.data, self.closing.data if self.closing else None


type Piece = str | NumberedCode
"""Words, or a code; that of a pair comes twice, first to open and then to close."""


def numbered(markdown: str, known: Sequence[NumberedCode] = ()) -> list[Piece]:
    """Returns a text as words and numbered codes. Those that it has in common with `known` ones have their numbers."""
    found = parts(clean_text(markdown))
    closings = {part.pair: part for part in found if isinstance(part, Code) and part.role == "close"}
    free = list(known)
    last = max((one.number for one in known), default=0)
    pairs: dict[int, NumberedCode] = {}
    pieces: list[Piece] = []
    for part in found:
        if isinstance(part, Text):
            pieces.append(part.data)
        elif part.role == "close":
            pieces.append(pairs[part.pair])
        else:
            code = NumberedCode(last + 1, part, closings.get(part.pair) if part.role == "open" else None)
            same = next((one for one in free if one.key == code.key), None)
            if same:
                free.remove(same)
                code = NumberedCode(same.number, code.code, code.closing)
            else:
                last += 1
            pairs[part.pair] = code
            pieces.append(code)
    return pieces


def codes_in(pieces: Sequence[Piece]) -> list[NumberedCode]:
    """Returns each code once, in the order of their beginnings."""
    return list({piece.number: piece for piece in pieces if isinstance(piece, NumberedCode)}.values())


def fill(
    element: Element,
    pieces: Sequence[Piece],
    opened: Callable[[NumberedCode], Element],
    closed: Callable[[NumberedCode], Element] | None = None,
) -> None:
    """Puts words and codes into an element.

    `opened` makes the element of a code; without a `closed`, which makes that of its end, the words of a pair stand in it.
    """
    inside = [element]
    seen: set[int] = set()
    for piece in pieces:
        if isinstance(piece, str):
            _add_text(inside[-1], piece)
        elif piece.number not in seen:
            seen.add(piece.number)
            made = opened(piece)
            inside[-1].append(made)
            if piece.closing and not closed:
                inside.append(made)
        elif closed:
            inside[-1].append(closed(piece))
        else:
            inside.pop()


def _add_text(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


class UnknownCode(ValueError):
    """An element of which the file does not say what Markdown it is for."""


def serialized(root: Element) -> bytes:
    """Returns the document. White space is left as it is, since it is part of texts."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


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

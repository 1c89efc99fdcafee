"""Markdown as the content of an XLIFF element: words, and elements for codes, each with a number and the Markdown it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from common.markup import clean_text
from common.markup.inline_codes import Code, Text, parts
from guide.translating.xliff.safe_xml import Element


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

"""A text with a number for each of its codes, for a machine that knows words alone; and the codes put back."""

import re
from collections.abc import Iterable, Iterator, Sequence

from common.markup.inline_codes.codes import BLOCK_KINDS, EMPHASIS, LINE_KINDS, Code, Part, Text
from common.markup.inline_codes.parse import parts

_PLACEHOLDER = re.compile(r"\{([0-9]{1,6})\}")
_SPACE_BEHIND = re.compile(r"(\{([0-9]{1,6})\})(\s+)")
_SPACE_BEFORE = re.compile(r"(?<!\s)(\s+)(\{([0-9]{1,6})\})")


class CodesBroken(ValueError):
    """A code was lost, doubled, crossed with another, or is none of the text's. `reason` says which of these."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def placeholders(markdown: str) -> tuple[str, list[Code]]:
    """The text with `{1}`, `{2}`, … in the place of its codes, and the codes; what looks like one of them becomes one."""
    words: list[str] = []
    codes: list[Code] = []
    for part in _with_literals(markdown):
        if isinstance(part, Code):
            codes.append(part)
        words.append(f"{{{len(codes)}}}" if isinstance(part, Code) else part.data)
    return "".join(words), codes


def _with_literals(markdown: str) -> Iterator[Text | Code]:
    for part in parts(markdown):
        if isinstance(part, Code):
            yield part
            continue
        at = 0
        for found in _PLACEHOLDER.finditer(part.data):
            yield Text(part.data[at : found.start()])
            yield Code(found[0], "literal")
            at = found.end()
        yield Text(part.data[at:])


def restored(text: str, codes: Sequence[Code]) -> str:
    """The Markdown of a text with placeholders. Raises CodesBroken where one is lost, doubled, crossed or unknown.

    White space that came in between an emphasis and its words is moved out: there the emphasis would be none.
    """
    pieces = _PLACEHOLDER.split(_with_tight_emphasis(text, codes))
    return with_codes([int(piece) if place % 2 else piece for place, piece in enumerate(pieces)], codes)


def with_codes(pieces: Sequence[str | int], codes: Sequence[Code]) -> str:
    """The Markdown of words and of codes by their numbers, from 1. Raises CodesBroken unless each code stands there once,
    pairs inside one another, the marks of lines in their order and at the beginning of lines.
    """
    numbers = [piece for piece in pieces if isinstance(piece, int)]
    if not set(numbers) <= set(range(1, len(codes) + 1)):
        raise CodesBroken("unknown")
    if len(set(numbers)) < len(numbers):
        raise CodesBroken("doubled")
    if len(numbers) < len(codes):
        raise CodesBroken("lost")
    blocks = [number for number in numbers if codes[number - 1].kind in BLOCK_KINDS]
    if blocks != sorted(blocks) or not _is_nested(codes[number - 1] for number in numbers):
        raise CodesBroken("crossed")
    found = [codes[piece - 1] if isinstance(piece, int) else Text(piece) for piece in pieces if piece != ""]
    if not all(map(_may_follow, [Text("\n"), *found], found)):
        raise CodesBroken("crossed")
    return "".join(part.data for part in found)


def _is_nested(codes: Iterable[Code]) -> bool:
    open_pairs: list[int] = []
    for code in codes:
        if code.role == "open":
            open_pairs.append(code.pair)
        elif code.role == "close" and (not open_pairs or open_pairs.pop() != code.pair):
            return False
    return not open_pairs


def _may_follow(before: Part, part: Part) -> bool:
    """The mark of a line stands at its beginning, or behind another."""
    if isinstance(part, Text) or part.kind not in LINE_KINDS:
        return True
    return before.data.endswith("\n") or (isinstance(before, Code) and before.kind in LINE_KINDS)


def _with_tight_emphasis(text: str, codes: Sequence[Code]) -> str:
    def is_emphasis(number: str, role: str) -> bool:
        code = codes[int(number) - 1] if 0 < int(number) <= len(codes) else None
        return code is not None and code.kind in EMPHASIS and code.role == role

    text = _SPACE_BEHIND.sub(lambda hit: f"{hit[3]}{hit[1]}" if is_emphasis(hit[2], "open") else hit[0], text)
    return _SPACE_BEFORE.sub(lambda hit: f"{hit[2]}{hit[1]}" if is_emphasis(hit[3], "close") else hit[0], text)

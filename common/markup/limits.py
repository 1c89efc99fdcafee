"""What a text may ask of the renderer, checked before it is sent there."""

import re

from common.markup.text_sections import RenderRefused

MAXIMUM_BYTES = 200_000
"""The longest text, in UTF-8. The forms check it too, so that a person knows before sending."""
MAXIMUM_DEPTH = 20
MAXIMUM_OPEN_BRACKETS = 50

_MARKERS = re.compile(r"(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))+")
_MARKER = re.compile(r">|[-*+]|[0-9]{1,9}[.)]")
_NESTING_LINE = re.compile(r"[ \t]+(?=[-*+:>!]|[0-9]{1,9}[.)])")
_MAY_BE_DEEP = re.compile(rf"\n[ \t>*+\-0-9.)]{{{MAXIMUM_DEPTH + 1}}}")  # each level takes a sign at least
_RULE = re.compile(r"[ \t*_-]*")
_BRACKET_OR_BREAK = re.compile(r"[\[\]]|\n[ \t]*\n")


def check(text: str) -> None:
    """Raise `Refused` for a cleaned text that is too long or nested too deep: both cost more than their length says."""
    if len(text) > MAXIMUM_BYTES or len(text.encode(errors="replace")) > MAXIMUM_BYTES:
        raise RenderRefused("too_long")
    is_deep = _MAY_BE_DEEP.search(f"\n{text}") and any(_depth(line) > MAXIMUM_DEPTH for line in text.splitlines())
    if is_deep or (text.count("[") > MAXIMUM_OPEN_BRACKETS and _opens_too_many_brackets(text)):
        raise RenderRefused("too_deep")


def _depth(line: str) -> int:
    """Levels of quotation and list that a line can open: its markers, and four columns of indentation each."""
    if _RULE.fullmatch(line):
        return 0
    markers = _MARKERS.match(line)
    depth = len(_MARKER.findall(markers.group())) if markers else 0
    indentation = _NESTING_LINE.match(line)
    return depth + (len(indentation.group().expandtabs(4)) // 4 if indentation else 0)


def _opens_too_many_brackets(text: str) -> bool:
    depth = 0
    for found in _BRACKET_OR_BREAK.finditer(text):
        match found.group():
            case "[":
                depth += 1
            case "]":
                depth = max(depth - 1, 0)
            case _:
                depth = 0
        if depth > MAXIMUM_OPEN_BRACKETS:
            return True
    return False

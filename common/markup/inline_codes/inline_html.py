"""A paragraph of Markdown as HTML to be looked at beside its translation: emphasis, links and readings as readers see them.

What a reader does not see as words (the signs of a table, a picture, a note) stays as it is typed. No link leads anywhere: its
address is said where the mouse rests.
"""

import re
from html import escape

from common.markup.inline_codes.codes import Code, Kind, Part
from common.markup.inline_codes.parse import parts
from common.markup.ruby import RUBY, reading_in

_ELEMENTS: dict[Kind, tuple[str, ...]] = {
    "emphasis": ("em",), "strong": ("strong",), "strong_emphasis": ("strong", "em"), "strike": ("s",), "sub": ("sub",),
    "sup": ("sup",), "kbd": ("kbd",), "abbr": ("abbr",),
}  # fmt: skip
_CLASSES: dict[Kind, str] = {
    "link": "link", "reference": "link", "wiki_link": "link", "image": "pictured", "image_reference": "pictured",
}  # fmt: skip
_ESCAPED_OR_RUBY = re.compile(rf"\\([^\w\s])|({RUBY})")


def inline_html(markdown: str) -> str:
    """Returns the HTML of a paragraph, in which everything that was typed is escaped."""
    return "".join(_html(part) for part in parts(markdown))


def _html(part: Part) -> str:
    if not isinstance(part, Code):
        return _words(part.data)
    if part.role != "single":
        return _side(part)
    match part.kind:
        case "code":
            return f"<code>{escape(part.data.strip('`').strip())}</code>"
        case "line_break":
            return "<br>"
        case "wiki_link" | "autolink":
            return f'<span class="link">{escape(part.target)}</span>'
        case "note_mark":
            return f"<sup>{escape(part.target)}</sup>"
        case "mention" | "indent":
            return escape(part.data)
        case "target":
            return " "
    return f'<span class="mark">{escape(part.data)}</span>'


def _side(code: Code) -> str:
    """One of the two codes of a pair."""
    is_open = code.role == "open"
    if names := _ELEMENTS.get(code.kind):
        return "".join(f"<{name}>" for name in names) if is_open else "".join(f"</{name}>" for name in reversed(names))
    if name := _CLASSES.get(code.kind):
        return f'<span class="{name}" title="{escape(code.target)}">' if is_open else "</span>"
    return f'<span class="mark">{escape(code.data)}</span>'


def _words(data: str) -> str:
    found, at = [], 0
    for match in _ESCAPED_OR_RUBY.finditer(data):
        found += [escape(data[at : match.start()]), escape(match[1]) if match[1] else _ruby(match[2])]
        at = match.end()
    return "".join(found) + escape(data[at:])


def _ruby(data: str) -> str:
    match = re.fullmatch(RUBY, data)
    assert match  # noqa: S101 - it is what the pattern found
    reading = escape(reading_in(match))
    return f"<ruby>{escape(match[1])}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"

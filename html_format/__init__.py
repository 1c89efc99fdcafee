"""`format_html` for rows of lists, where thousands of values are put into HTML: a fifth of its time."""

from __future__ import annotations

from html import escape

from django.utils.safestring import SafeString


def escaped(value: object) -> str:
    """Returns what Django's `conditional_escape` returns, but for objects with an `__html__` of their own: they are escaped."""
    return value if type(value) is SafeString else escape(str(value))


def fill(pattern: str, *values: object) -> SafeString:
    """Returns the HTML of `pattern`, which is our own, with each value in the place of one `{}`, escaped unless it is safe."""
    return SafeString(pattern.format(*map(escaped, values)))


def join(parts: list[SafeString]) -> SafeString:
    """Returns the safe parts one after the other."""
    return SafeString("".join(map(escaped, parts)))

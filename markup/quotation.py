"""Words that will stand between quotation marks."""

import re

_GUILLEMET = re.compile(r"(«)[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
_WITHIN_BRACKETS = str.maketrans("「」", "『』")


def inside_guillemets(text: str) -> str:
    """The text with marks of the second level for the guillemets and Japanese brackets in it."""
    return _GUILLEMET.sub(lambda mark: "“" if mark[1] else "”", text).translate(_WITHIN_BRACKETS)

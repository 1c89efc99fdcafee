"""Words that will stand between quotation marks."""

import re

_GUILLEMET = re.compile(r"(«)[ \u00a0\u202f]?|[ \u00a0\u202f]?»")
_WITHIN_BRACKETS = str.maketrans("「」", "『』")


_MARK = re.compile(r"«|[ \u00a0\u202f]?»")
_SPACE_AFTER = re.compile(r"“[ \u00a0\u202f]")


def nest_guillemets(sentence: str) -> str:
    """A finished sentence, with marks of the second level for guillemets that stand within others: a title that has its
    own was put between them. Where they do not come in pairs nothing is changed.
    """
    if "«" not in sentence or sentence.count("«") != sentence.count("»"):
        return sentence
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        if found[0] == "«":
            depth += 1
            return "«" if depth == 1 else "“"
        depth -= 1
        return found[0] if depth < 1 else "”"

    return _SPACE_AFTER.sub("“", _MARK.sub(mark, sentence))


def inside_guillemets(text: str) -> str:
    """The text with marks of the second level for the guillemets and Japanese brackets in it."""
    return _GUILLEMET.sub(lambda mark: "“" if mark[1] else "”", text).translate(_WITHIN_BRACKETS)

"""Markdown cut where two people can each change a part without touching the other's."""

import re

_OWN_LINE = re.compile(r"[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|#{1,6}[ \t]|>|\||\[\^|:[ ]{3}|```|~~~|!!!)")
_ROW_OR_ITEM = re.compile(r"[ \t]*(?:[-*+][ \t]|[0-9]{1,9}[.)][ \t]|>|\||\[\^)")


def split_units(text: str) -> list[str]:
    """Paragraphs, list items, table rows and blank lines; put together with line ends they are `text` again."""
    units: list[str] = []
    may_continue = False
    for line in text.split("\n"):
        is_blank = not line.strip()
        if may_continue and not is_blank and not _OWN_LINE.match(line):
            units[-1] = f"{units[-1]}\n{line}"
        else:
            units.append(line)
        may_continue = not is_blank
    return units


def joint(one: str, two: str) -> str:
    """What separates two passages: rows of a list or a table follow one another, paragraphs need a blank line."""
    if _ROW_OR_ITEM.match(one.rpartition("\n")[2]) and _ROW_OR_ITEM.match(two):
        return "\n"
    return "\n\n"

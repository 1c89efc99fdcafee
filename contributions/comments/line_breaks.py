"""What is typed into a plain box is what is shown: the line ends that somebody typed stay line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Lines that Markdown already separates: headings, lists, quotations, tables, notes, rules, code.
BLOCK = re.compile(r"\s*(#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||!!!|\[\^|:\s|[-*_=]{3,}\s*$)|\s{4}|\t")
FENCE = re.compile(r"\s{0,3}(`{3}|~{3})")


def as_typed(body: str) -> str:
    """The same text for Markdown, with a hard break at the end of each line that another plain line follows."""
    lines = body.split("\n")
    plain = list(_plain(lines))
    pairs = zip(plain, [*plain[1:], False], strict=True)
    return "\n".join(f"{line.rstrip()}  " if all(pair) else line for line, pair in zip(lines, pairs, strict=True))


def _plain(lines: list[str]) -> Iterator[bool]:
    """For each line, whether it is one of words alone."""
    is_code = False
    for line in lines:
        is_fence = bool(FENCE.match(line))
        is_code ^= is_fence
        yield bool(line.strip()) and not (is_fence or is_code or BLOCK.match(line))

"""The marks of lines: of headings, lists, quotations, tables, notes, fences. Lines in, codes and words out."""

import re
from bisect import bisect
from collections.abc import Iterator
from typing import NamedTuple

from common.markup.inline_codes.codes import Code

_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^`\n]*+)")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_HEADING = re.compile(r"#{1,6}[ \t]*(?=\S)")
_HEADING_END = re.compile(r"(?<![ \t\\#])[ \t]*+#++[ \t]*+$")
_ITEM = re.compile(r"[ \t]*(?:(?P<bullet>[-*+])|[0-9]{1,9}\.)[ \t]+(?=\S)")
_TASK = re.compile(r"\[[ xX]\][ ]+")
_DEFINITION = re.compile(r"[ ]{0,3}:[ ]{1,3}(?=\S)")
_NOTE = re.compile(r"[ ]{0,3}\[\^[^\]\n]{1,80}\]:[ \t]*")
_LINK_DEFINITION = re.compile(
    r"[ ]{0,3}\[(?!\^)[^\[\]\n]{1,200}\]:[ ]*+\S{1,2000}+[ ]*+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\))?[ ]*+$"
)
_ADMONITION = re.compile(r"(!!![ ]?[\w-]{1,40}(?:[ ]\")?)([^\"\n]*+)(\"?[ ]*+)$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ ]{0,2}){3,}|(?:\*[ ]{0,2}){3,}|(?:_[ ]{0,2}){3,})$")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_TABLE_RULE = re.compile(r"(?=.*\|)[ ]{0,3}[|:-][ |:-]*$")
_ROW = re.compile(r"[ ]{0,3}\|[^\n]*\|[ ]*\n?\Z")
_INDENT = re.compile(r"[ ]{4,}(?=\S)|[ ]{0,3}\t[ \t]*(?=\S)")


class Words(NamedTuple):
    """Words of one block, with what stands between them; in a row of a table, a bar ends a cell."""

    data: str
    is_row: bool = False


class BlockEnd(NamedTuple):
    """Here no pair goes on."""


type Piece = Words | Code | BlockEnd


def pieces(markdown: str) -> Iterator[Piece]:
    """The text cut at the marks of its lines, in order; whatever it yields, put together, is the text."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", markdown)
    fences, rows = _Fences(lines), _table_lines(lines)
    begins, is_list = True, False
    at = 0
    while at < len(lines):
        if end := fences.end_of(at):
            yield from (BlockEnd(), Code("".join(lines[at:end]), "code_block"))
            at, begins, is_list = end, True, False
            continue
        quotes, rest = _quote_marks(lines[at])
        yield from quotes
        is_blank = not rest.strip()
        is_list = not is_blank and (is_list or (begins and _is_item(rest)))
        if is_blank:
            yield from (BlockEnd(), Words(rest))
        elif at in rows:
            yield from _row(rest)
        else:
            yield from _line(rest, may_be_item=is_list, may_underline=not begins)
        begins = is_blank or bool(_HEADING.match(rest))
        at += 1


def _quote_marks(line: str) -> tuple[list[Code], str]:
    marks, at = [], 0
    while found := _QUOTE.match(line, at):
        marks.append(Code(found[0], "quote"))
        at = found.end()
    return marks, line[at:]


def _is_item(line: str) -> bool:
    return bool(_ITEM.match(line)) and not _RULE.match(line.rstrip("\n"))


class _Fences:
    """Where each block of code ends; one that is never closed is none."""

    def __init__(self, lines: list[str]) -> None:
        self.opened: dict[int, str] = {}
        self.closing: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            if line.startswith(("```", "~~~")) and (found := _FENCE.fullmatch(line.rstrip("\n"))):
                self.opened[number] = found[1]
                if not found[2].strip():
                    self.closing.setdefault(found[1], []).append(number)

    def end_of(self, number: int) -> int:
        """The line behind the block that begins here; 0 where none does."""
        closing = self.closing.get(self.opened.get(number, ""), [])
        place = bisect(closing, number)
        return closing[place] + 1 if place < len(closing) else 0


def _table_lines(lines: list[str]) -> set[int]:
    """The lines of tables, and each between two bars, which may be a row without its table."""
    rows = {number for number, line in enumerate(lines) if _ROW.match(line)}
    for number in range(1, len(lines)):
        if number in rows or "|" not in lines[number - 1] or not _TABLE_RULE.match(lines[number].rstrip("\n")):
            continue
        end = number
        while end < len(lines) and lines[end].strip():
            end += 1
        rows.update(range(number - 1, end))
    return rows


def _row(line: str) -> Iterator[Piece]:
    yield BlockEnd()
    if _TABLE_RULE.match(line.rstrip("\n")):
        yield Code(line, "table_rule")
    else:
        yield Words(line, is_row=True)


def _line(line: str, *, may_be_item: bool, may_underline: bool) -> Iterator[Piece]:
    bare = line.rstrip("\n")
    if (may_underline and _UNDERLINE.match(bare)) or _RULE.match(bare):
        yield from (BlockEnd(), Code(line, "rule"), BlockEnd())
    elif _LINK_DEFINITION.match(bare):
        yield from (BlockEnd(), Code(line, "link_definition"), BlockEnd())
    elif admonition := _ADMONITION.match(bare):
        yield from _admonition(admonition, line[len(bare) :])
    elif heading := _HEADING.match(line):
        yield from _heading(line, heading)
    else:
        yield from _marked(line, may_be_item=may_be_item)


def _admonition(found: re.Match[str], line_end: str) -> Iterator[Piece]:
    yield BlockEnd()
    if found[1].endswith('"') and found[3].startswith('"'):
        yield from (Code(found[1], "admonition"), Words(found[2]), Code(found[3] + line_end, "admonition"))
    elif found[2].strip():
        yield Words(found[0] + line_end)
    else:
        yield Code(found[0] + line_end, "admonition")
    yield BlockEnd()


def _heading(line: str, found: re.Match[str]) -> Iterator[Piece]:
    end = _HEADING_END.search(line, found.end())
    yield from (BlockEnd(), Code(found[0], "heading"), Words(line[found.end() : end.start() if end else len(line)]))
    if end:
        yield Code(line[end.start() :], "heading_end")
    yield BlockEnd()


def _marked(line: str, *, may_be_item: bool) -> Iterator[Piece]:
    """A line with what stands before its words: a note's or a definition's sign, the signs of an item, an indent."""
    found = _NOTE.match(line) or _DEFINITION.match(line)
    at = found.end() if found else 0
    if found:
        yield from (BlockEnd(), Code(found[0], "note" if "[" in found[0] else "definition"))
    while may_be_item and (found := _ITEM.match(line, at)):
        yield from (BlockEnd(), Code(found[0], "bullet" if found["bullet"] else "number"))
        at = found.end()
        if found := _TASK.match(line, at):
            yield Code(found[0], "task")
            at = found.end()
    if not at and (found := _INDENT.match(line)):
        yield Code(found[0], "indent")
        at = found.end()
    yield Words(line[at:])

"""What a Markdown text consists of: words, and codes that a translator moves but does not write.

What stands between the words of a block: emphasis, links, pictures, mentions, notes, code, tags, breaks.

Each pattern is bounded, so that signs that open without end cost a text no more than its length.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal, cast

from common.markup.link_policy import WIKI_LINK
from common.markup.mentions import MENTION

type Kind = Literal[
    "admonition", "autolink", "bullet", "cell", "code", "code_block", "definition", "emphasis", "heading", "heading_end",
    "image", "image_reference", "indent", "kbd", "abbr", "line_break", "link", "link_definition", "literal", "mention", "note",
    "note_mark", "number", "quote", "reference", "rule", "strike", "strong", "strong_emphasis", "sub", "sup", "table_rule",
    "target", "task", "wiki_link",
]  # fmt: skip
type Role = Literal["single", "open", "close"]

BLOCK_KINDS: frozenset[Kind] = frozenset({
    "admonition", "bullet", "cell", "code_block", "definition", "heading", "indent", "link_definition", "note", "number",
    "quote", "rule", "table_rule", "task",
})  # fmt: skip
"""Codes that lay out lines, and may not change places with one another."""
LINE_KINDS = BLOCK_KINDS - {"admonition", "cell"}
"""Those behind which only others of them may stand before the words of a line."""
EMPHASIS: frozenset[Kind] = frozenset({"emphasis", "strong", "strong_emphasis", "strike"})


@dataclass(frozen=True, slots=True)
class Text:
    """Words, as they stand in the Markdown."""

    data: str


@dataclass(frozen=True, slots=True)
class Code:
    """Signs of Markdown. The two codes of a pair ("open", "close") share a number, from 1; `target` is where it leads.

    A target is an address, the title of a wiki link, the name of a reference, of a note or of a person.
    """

    data: str
    kind: Kind
    role: Role = "single"
    pair: int = 0
    target: str = ""


type Part = Text | Code


_LABEL = r"(?:[^\[\]\\\n]++|\\.|\n(?!\s*\n)|\[[^\[\]\n]{0,300}\]){0,200}"
_ADDRESS = r"(?:<[^<>\n]{0,2000}>|[^()\s<>]{0,2000}(?:\([^()\s]{0,500}\)[^()\s<>]{0,2000}){0,5})"
_MARKS = re.compile(
    rf"""
      (?P<escape>\\[^\w\s])
    | (?P<code>(?<!`)(?P<ticks>`{{1,20}})(?!`)(?:[^\n]|\n(?!\s*\n)){{1,400}}?(?<!`)(?P=ticks)(?!`))
    | (?P<line_break>[ ]{{2,20}}\n|<br[ ]*/?>)
    | (?P<mention>{MENTION})
    | (?P<wiki_link>{WIKI_LINK})
    | (?P<note_mark>\[\^[^\]\n]{{1,80}}\])
    | (?P<link>(?P<open>!?\[)(?P<label>{_LABEL})\]
        (?:\([ ]*(?P<address>{_ADDRESS})(?:[ ]+(?P<quote>["'])(?P<legend>[^"\n]{{0,500}}?)(?P=quote)[ ]*)?\)
          |[ ]?\[(?P<name>[^\[\]\n]{{0,200}})\]))
    | (?P<autolink><(?:(?:https?|mailto):[^<>\s]{{1,2000}}|[^<>\s!@]{{1,64}}@[^<>\s!@]{{1,255}})>)
    | (?P<tagged><(?P<tag>sub|sup|kbd|abbr)(?:[ ]title="[^"<>\n]{{1,200}}")?>(?P<inside>[^<>\n]{{1,300}})</(?P=tag)>)
    | (?P<bar>[ \t]{{0,200}}\|[ \t]*)
    | (?P<run>\*+|_+|~~+)
    """,
    re.VERBOSE,
)
_WIKI_LINK = re.compile(WIKI_LINK)
_TAG_PARTS = re.compile(r"(<[^<>]*>)([^<>]*)(<[^<>]*>)")
_EMPHASIS: dict[str, Kind] = {
    "*": "emphasis", "_": "emphasis", "**": "strong", "__": "strong", "***": "strong_emphasis", "___": "strong_emphasis",
    "~~": "strike",
}  # fmt: skip
_DEEPEST = 2
"""A link in a link's words is read, since a picture may stand there; one in that is not."""
_MOST_WAITING = 50


@dataclass(slots=True)
class _Run:
    """Signs of emphasis that wait for those which close them, and the slot in which they stand."""

    signs: str
    slot: list[Part]


class InlineReader:
    """Reads the words of a text in order. Signs that nothing closes are words."""

    def __init__(self) -> None:
        self._slots: list[list[Part]] = []
        self._waiting: list[_Run] = []
        self._floor = 0
        self._pairs = 0

    def parts(self) -> list[Part]:
        """What was read, words in one piece, pairs numbered in the order in which they open."""
        joined: list[Part] = []
        numbers: dict[int, int] = {0: 0}
        for part in (part for slot in self._slots for part in slot):
            if isinstance(part, Code):
                joined.append(replace(part, pair=numbers.setdefault(part.pair, len(numbers))))
            elif joined and isinstance(joined[-1], Text):
                joined[-1] = Text(joined[-1].data + part.data)
            else:
                joined.append(part)
        return joined

    def add(self, part: Part) -> None:
        self._slots.append([part])

    def end_block(self) -> None:
        """No emphasis goes on from here."""
        del self._waiting[self._floor :]

    def read(self, words: str, *, is_row: bool = False, depth: int = 0) -> None:
        """Adds the words of a block, or of a part of it. In a row of a table, a bar ends a cell."""
        at = 0
        for found in _MARKS.finditer(words):
            self._text(words[at : found.start()])
            at = found.end()
            match found.lastgroup:
                case "run":
                    self._run(found)
                case "link" if depth < _DEEPEST:
                    self._link(found, is_row=is_row, depth=depth)
                case "bar" if is_row:
                    self.end_block()
                    self.add(Code(found[0], "cell"))
                case "wiki_link":
                    self._wiki_link(found[0])
                case "tagged":
                    self._tagged(found[0], cast("Kind", found["tag"]))
                case "code" | "line_break" as kind:
                    self.add(Code(found[0], kind))
                case "mention" | "note_mark" | "autolink" as kind:
                    self.add(Code(found[0], kind, target=found[0].strip("<>@[^]")))
                case _:
                    self._text(found[0])
        self._text(words[at:])

    def _text(self, words: str) -> None:
        if words:
            self.add(Text(words))

    def _pair(self) -> int:
        self._pairs += 1
        return self._pairs

    def _wiki_link(self, data: str) -> None:
        found = _WIKI_LINK.fullmatch(data)
        if found is None or found[2] is None:
            self.add(Code(data, "wiki_link", target=data[2:-2]))
            return
        self._around(data[: found.start(2)], found[2], "]]", "wiki_link", found[1])

    def _tagged(self, data: str, tag: Kind) -> None:
        if found := _TAG_PARTS.fullmatch(data):
            self._around(found[1], found[2], found[3], tag, "" if found[1] == f"<{tag}>" else found[1])

    def _around(self, opening: str, words: str, closing: str, kind: Kind, target: str) -> None:
        pair = self._pair()
        self.add(Code(opening, kind, "open", pair, target))
        self._text(words)
        self.add(Code(closing, kind, "close", pair, target))

    def _link(self, found: re.Match[str], *, is_row: bool, depth: int) -> None:
        label, closing = found["label"], found[0][found.end("label") - found.start() :]
        is_picture, is_named = found["open"] == "![", found["name"] is not None
        target = (found["name"] or label) if is_named else found["address"].strip("<>")
        if is_picture:
            self._picture(found, closing, "image_reference" if is_named else "image", target)
            return
        kind: Kind = "reference" if is_named else "link"
        pair, floor = self._pair(), self._floor
        self.add(Code("[", kind, "open", pair, target))
        self._floor = len(self._waiting)
        self.read(label, is_row=is_row, depth=depth + 1)
        self.end_block()
        self._floor = floor
        self.add(Code(closing, kind, "close", pair, target))

    def _picture(self, found: re.Match[str], closing: str, kind: Kind, target: str) -> None:
        """Its alternative text and its legend are words."""
        pair = self._pair()
        self.add(Code("![", kind, "open", pair, target))
        self._text(found["label"])
        if found["legend"]:
            start, end = found.start("legend") - found.end("label"), found.end("legend") - found.end("label")
            self.add(Code(closing[:start], "target"))
            self._text(closing[start:end])
            closing = closing[end:]
        self.add(Code(closing, kind, "close", pair, target))

    def _run(self, found: re.Match[str]) -> None:
        signs, before, after = (
            found[0],
            found.string[found.start() - 1 : found.start()],
            found.string[found.end() :][:1],
        )
        before = before if found.start() else ""
        if len(signs) > 3 or (signs[0] == "~" and signs != "~~"):
            self._text(signs)
            return
        is_word = signs[0] == "_"
        can_open = bool(after.strip()) and not (is_word and before.isalnum())
        can_close = bool(before.strip()) and not (is_word and after.isalnum())
        while can_close and signs and (place := self._opened(signs)) is not None:
            signs = self._close(place, signs)
        if signs:
            self._text(signs)
            if can_open:
                self._waiting.append(_Run(signs, self._slots[-1]))

    def _opened(self, signs: str) -> int | None:
        """Which of those that wait these close: the last of the same length, or else the last of the same sign."""
        places = range(len(self._waiting) - 1, max(self._floor, len(self._waiting) - _MOST_WAITING) - 1, -1)
        same = [place for place in places if self._waiting[place].signs[0] == signs[0]]
        return next((place for place in same if self._waiting[place].signs == signs), same[0] if same else None)

    def _close(self, place: int, signs: str) -> str:
        """The signs that are left, after as many as both have made a pair."""
        run, pair = self._waiting[place], self._pair()
        taken = signs[: len(run.signs)]
        kind = _EMPHASIS[taken]
        left = run.signs[len(taken) :]
        run.slot[:1] = [Text(left), Code(taken, kind, "open", pair)] if left else [Code(taken, kind, "open", pair)]
        self.add(Code(taken, kind, "close", pair))
        run.signs = left
        del self._waiting[place + bool(left) :]
        return signs[len(taken) :]

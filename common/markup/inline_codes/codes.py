"""What a Markdown text consists of: words, and codes that a translator moves but does not write."""

from dataclasses import dataclass
from typing import Literal

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

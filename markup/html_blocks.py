"""The blocks of HTML that `render` made. Such HTML is well formed, so that reading its tags one by one is enough."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r'<(?:[^<>"]++|"[^"]*+")*+>|[^<]++|<')
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
BLOCK_TAGS = frozenset(
    {
        *(
            "blockquote",
            "dd",
            "div",
            "dl",
            "dt",
            "figcaption",
            "figure",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
        ),
        *("p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul"),
    }
)
_NOTE_NUMBER = re.compile(r'(?<=class="footnote-ref">)[0-9]+')
_WORD = re.compile(r"\w+")
VOID_TAGS = frozenset({"br", "hr", "img", "input"})


def tag_name(token: str) -> str:
    """The name of a tag, "" for text."""
    found = _NAME.match(token)
    return found.group(1) if found else ""


def opens(token: str) -> bool:
    return token.startswith("<") and not token.startswith("</") and len(token) > 1


@dataclass(frozen=True)
class HtmlBlock:
    """A block element with its content, or (`tag` "") a run of words and inline elements between two blocks."""

    tag: str
    tokens: tuple[str, ...]

    @cached_property
    def html(self) -> str:
        return "".join(self.tokens)

    @cached_property
    def key(self) -> str:
        """What makes two blocks the same: the number of a note does not count, for it moves with every other note."""
        return _NOTE_NUMBER.sub("", self.html)

    @cached_property
    def bag(self) -> Counter[str]:
        """How often each word and image occurs."""
        words: Counter[str] = Counter()
        for token in self.tokens:
            if not token.startswith("<"):
                words.update(_WORD.findall(token.casefold()))
            elif tag_name(token) == "img":
                words[token] += 1
        return words

    @property
    def opening(self) -> str:
        return self.tokens[0] if self.tag and self.tag not in VOID_TAGS else ""

    @property
    def closing(self) -> str:
        return self.tokens[-1] if self.tag and self.tag not in VOID_TAGS else ""

    @property
    def inner(self) -> tuple[str, ...]:
        return self.tokens[1:-1] if self.tag and self.tag not in VOID_TAGS else self.tokens

    @cached_property
    def children(self) -> tuple["HtmlBlock", ...]:
        """The blocks inside, none when this block holds words only."""
        inner = self.inner
        if self.tag in VOID_TAGS or not any(tag_name(token) in BLOCK_TAGS for token in inner):
            return ()
        return tuple(blocks_of(inner))

    @property
    def parts(self) -> tuple["HtmlBlock", ...]:
        """The blocks inside, or all of its words as one."""
        return self.children or (HtmlBlock("", self.inner),)


def split_blocks(html: str) -> tuple[HtmlBlock, ...]:
    """The top-level blocks of `html`."""
    return tuple(blocks_in(html))


def blocks_in(html: str) -> Iterator[HtmlBlock]:
    """The same, as far as somebody looks at them."""
    return blocks_of(found.group() for found in TOKEN.finditer(html))


def blocks_of(tokens: Iterable[str]) -> Iterator[HtmlBlock]:
    """The blocks of these tokens in order. Blank text between them is dropped."""
    pending: list[str] = []
    depth = 0
    for token in tokens:
        name = tag_name(token)
        if depth == 0 and name in BLOCK_TAGS and pending:
            yield from _words(pending)
            pending = []
        pending.append(token)
        if name in BLOCK_TAGS and name not in VOID_TAGS:
            depth = max(depth + (1 if opens(token) else -1), 0)
        if depth == 0 and name in BLOCK_TAGS:
            yield HtmlBlock(name, tuple(pending))
            pending = []
    yield from _words(pending)


def _words(tokens: list[str]) -> Iterator[HtmlBlock]:
    if any(token.strip() for token in tokens):
        yield HtmlBlock("", tuple(tokens))

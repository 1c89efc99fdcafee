"""The blocks of HTML that `render` made. Such HTML is well formed, so that reading its tags one by one is enough."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

REST_OF_TAG = r'(?:[^<>"]++|"[^"]*+")*+>'
TOKEN = re.compile(rf"<{REST_OF_TAG}|[^<]++|<")
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
# Such HTML escapes "<" in attributes and in words: what looks like a tag is one.
_BLOCK_EDGE = re.compile(rf"<(/?)({'|'.join(sorted(BLOCK_TAGS))})(?![a-z0-9]){REST_OF_TAG}")
_TAG = re.compile(f"<{REST_OF_TAG}")
_IMAGE = re.compile(rf"<img(?![a-z0-9]){REST_OF_TAG}")
_NOTE_NUMBER = re.compile(r'(?<=class="footnote-ref">)[0-9]+')
_WORD = re.compile(r"\w+")
VOID_TAGS = frozenset({"br", "hr", "img", "input"})


def tag_name(token: str) -> str:
    """The name of a tag, "" for text."""
    found = _NAME.match(token)
    return found.group(1) if found else ""


def opens(token: str) -> bool:
    return token.startswith("<") and not token.startswith("</") and len(token) > 1


def images_in(html: str) -> list[str]:
    """The tags of all images."""
    return _IMAGE.findall(html)


@dataclass(frozen=True)
class HtmlBlock:
    """A block element with its content, or (`tag` "") a run of words and inline elements between two blocks."""

    tag: str
    html: str

    @cached_property
    def key(self) -> str:
        """What makes two blocks the same: the number of a note does not count, for it moves with every other note."""
        return _NOTE_NUMBER.sub("", self.html)

    @cached_property
    def bag(self) -> Counter[str]:
        """How often each word and image occurs."""
        return Counter([*_WORD.findall(_TAG.sub(" ", self.html).casefold()), *images_in(self.html)])

    @cached_property
    def opening(self) -> str:
        found = _TAG.match(self.html) if self.tag and self.tag not in VOID_TAGS else None
        return found.group() if found else ""

    @property
    def closing(self) -> str:
        return f"</{self.tag}>" if self.opening else ""

    @property
    def inner(self) -> str:
        return self.html[len(self.opening) : len(self.html) - len(self.closing)]

    @cached_property
    def children(self) -> tuple["HtmlBlock", ...]:
        """The blocks inside, none when this block holds words only."""
        return split_blocks(self.inner) if self.opening and _BLOCK_EDGE.search(self.inner) else ()

    @property
    def parts(self) -> tuple["HtmlBlock", ...]:
        """The blocks inside, or all of its words as one."""
        return self.children or (HtmlBlock("", self.inner),)


def split_blocks(html: str) -> tuple[HtmlBlock, ...]:
    """The top-level blocks of `html`."""
    return tuple(blocks_in(html))


def blocks_in(html: str) -> Iterator[HtmlBlock]:
    """The same, as far as somebody looks at them. Blank text between them is dropped."""
    begin = depth = 0
    for edge in _BLOCK_EDGE.finditer(html):
        closes, tag = edge.groups()
        if depth == 0 and begin < edge.start():
            yield from _words(html[begin : edge.start()])
            begin = edge.start()
        if tag not in VOID_TAGS:
            depth = max(depth + (-1 if closes else 1), 0)
        if depth == 0:
            yield HtmlBlock(tag, html[begin : edge.end()])
            begin = edge.end()
    yield from _words(html[begin:])


def _words(html: str) -> Iterator[HtmlBlock]:
    if html and not html.isspace():
        yield HtmlBlock("", html)

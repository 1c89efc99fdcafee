"""The blocks of HTML that `render` made. Such HTML is well formed, so that reading its tags one by one is enough.

Words of rendered HTML by where they come from, and marks around those that one asks for.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from common.markup.blame import TOKEN as WORD
from common.markup.blame import Runs
from common.markup.word_diff import Effort, common_runs

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


_REFERENCE = re.compile(r"&[#\w]{1,32};")
_CREDIT = '<span class="credit">'
_LETTER = re.compile(r"\w")

type Mark = Callable[[str], str]
"""Makes the HTML of a mark out of the words in it."""


@dataclass(frozen=True, slots=True)
class _Word:
    token: int
    start: int
    end: int
    text: str


def words_by_origin(text: str, runs: Runs) -> dict[int, int]:
    """How many words of a Markdown `text` come from each origin; signs and markup are no words."""
    counts: dict[int, int] = {}
    for _word, origin in _words_of(text, runs):
        counts[origin] = counts.get(origin, 0) + 1
    return counts


def mark_blame(
    html: str, text: str, runs: Runs, *, wanted: Collection[int], mark: Mark, after: Callable[[int], str]
) -> str:
    """`html`, which was rendered from `text`, with the words that come from `wanted` marked.

    Behind each passage of one origin stands what `after` makes of it, never inside of a link or a reading.
    """
    tokens = TOKEN.findall(html)
    words = list(_words_in(tokens))
    origins = _origins_of(words, text, runs)
    marked = [(word, origin) for word, origin in zip(words, origins, strict=True) if origin in wanted]
    return "".join(_written(tokens, marked, _ends(words, origins), mark, after))


def _words_of(text: str, runs: Runs) -> Iterator[tuple[str, int]]:
    steps = iter(runs)
    end, origin = 0, 0
    for match in WORD.finditer(text):
        while match.start() >= end:
            length, origin = next(steps)
            end += length
        if _LETTER.match(match.group()):
            yield match.group(), origin


def _words_in(tokens: Sequence[str]) -> Iterator[_Word]:
    """The words between the tags. Character references are signs here; the credit of a picture is nobody's words."""
    for number, token in enumerate(tokens):
        if (token.startswith("<") and len(token) > 1) or (number and tokens[number - 1] == _CREDIT):
            continue
        plain = _REFERENCE.sub(lambda found: "&" + " " * (len(found[0]) - 1), token)
        for match in WORD.finditer(plain):
            if _LETTER.match(match.group()):
                yield _Word(number, match.start(), match.end(), match.group())


def _origins_of(words: Sequence[_Word], text: str, runs: Runs) -> list[int | None]:
    """A word that rendering has made (the number of a note) goes with the one before it."""
    known = list(_words_of(text, runs))
    found: list[int | None] = [None] * len(words)
    for run in common_runs([word for word, _origin in known], [word.text for word in words], Effort()):
        found[run.j : run.j + run.length] = [origin for _word, origin in known[run.i : run.i + run.length]]
    before: int | None = None
    for at, origin in enumerate(found):
        before = found[at] = before if origin is None else origin
    return found


def _ends(words: Sequence[_Word], origins: Sequence[int | None]) -> set[_Word]:
    """The last word of each passage."""
    later = [*origins[1:], None][: len(origins)]  # a picture without a caption has no word
    return {word for word, origin, next_one in zip(words, origins, later, strict=True) if next_one != origin}


def _written(
    tokens: Sequence[str],
    marked: Sequence[tuple[_Word, int | None]],
    ends: set[_Word],
    mark: Mark,
    after: Callable[[int], str],
) -> Iterator[str]:
    by_token = {number: list(group) for number, group in groupby(marked, lambda one: one[0].token)}
    waiting, link_depth = "", 0
    for number, token in enumerate(tokens):
        if tag_name(token) in {"a", "ruby"}:
            link_depth += 1 if opens(token) else -1
            yield token
        elif number in by_token:
            written, behind = _in_token(token, by_token[number], ends, mark, after, is_link=link_depth > 0)
            yield written
            waiting += behind
        else:
            yield token
        if waiting and not link_depth:
            yield waiting
            waiting = ""


def _in_token(
    token: str,
    marked: Sequence[tuple[_Word, int | None]],
    ends: set[_Word],
    mark: Mark,
    after: Callable[[int], str],
    *,
    is_link: bool,
) -> tuple[str, str]:
    """A run of words between two tags, marked; and what has to wait until the link around it has ended."""
    written, waiting, at = "", "", 0
    for start, end, origin, is_end in _stretches(token, marked, ends):
        written += token[at:start] + mark(token[start:end])
        behind = after(origin) if is_end else ""
        if is_link:
            waiting += behind
        else:
            written += behind
        at = end
    return written + token[at:], waiting


def _stretches(
    token: str, marked: Sequence[tuple[_Word, int | None]], ends: set[_Word]
) -> Iterator[tuple[int, int, int, bool]]:
    """From where to where each mark goes, of which origin, and whether its passage ends there."""
    begun: int | None = None
    for (word, origin), following in zip(marked, [*marked[1:], (None, None)], strict=True):
        begun = word.start if begun is None else begun
        is_end = word in ends
        if is_end or following[0] is None:
            closes = re.match(r"[.!?…,;:»”\")\]\u00a0]*", token[word.end :])
            end = word.end + (len(closes.group().rstrip("\u00a0")) if closes else 0)
            yield begun, end, origin or 0, is_end
            begun = None

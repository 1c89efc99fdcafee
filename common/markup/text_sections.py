"""The sections of a text: a heading with all that stands under it, to be edited alone and put back in its place.

Where headings stand, the rendering says (`Rendered.contents`): nothing here reads Markdown a second way.

What goes into a rendering and what comes out of it.

One text out of two that speak of the same: what stands in both once, sections of one name together.

Where headings stand, the renderings say (`Rendered.contents`), as for sections.

The opening of a page: what stands before its first heading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from common.markup.text import clean_text, title_key
from common.stored import Stored

Reason = Literal["too_long", "too_deep", "too_costly", "unavailable"]


class RenderRefused(ValueError):
    """A text that cannot be rendered. The caller words the reason, and keeps what was typed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class WikiLink(Stored):
    """Where a title leads: to the page, or to the form that writes it."""

    url: str
    exists: bool


@dataclass(frozen=True, slots=True)
class EmbeddedPicture(Stored):
    """A picture of the site, as a text shows it.

    `sources` are its widths in pixels and their addresses, `alternative` what is read out where the text says nothing,
    `credit` stands under a picture that has a paragraph to itself.
    """

    width: int
    height: int
    sources: tuple[tuple[int, str], ...] = ()
    alternative: str = ""
    credit: str = ""

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for width, address in self.sources)


@dataclass(frozen=True, slots=True)
class Heading(Stored):
    """A line of the table of contents. `line` is where it stands in the text, from 0; None inside of a quotation or a list."""

    level: int
    id: str
    title: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Rendered(Stored):
    """Safe HTML and what was learnt on the way. `links` holds each title that the text links to, once, in order."""

    html: str
    contents: tuple[Heading, ...]
    links: tuple[str, ...]
    excerpt: str


@dataclass(frozen=True, slots=True)
class MarkdownSection:
    """A heading and what stands under it, without the empty lines at its end; `start` and `end` are places in the text."""

    heading: Heading
    start: int
    end: int
    text: str


class HeadedText(NamedTuple):
    """A heading as it was typed and as it is read, and the text under it; the first one is what stands above them all."""

    heading: Heading | None
    source: str
    text: str


def find_sections(text: str, contents: Iterable[Heading]) -> tuple[MarkdownSection, ...]:
    """The sections of `text`, in their order; one of level 2 holds those of level 3 that follow it."""
    text = clean_text(text)
    starts = _starts_of_lines(text)
    headings = [heading for heading in contents if heading.line is not None and heading.line < len(starts)]
    return tuple(_section(text, starts, heading, headings[place + 1 :]) for place, heading in enumerate(headings))


def section_of(text: str, contents: Iterable[Heading], id: str) -> MarkdownSection | None:
    """The section whose heading has this id."""
    return next((section for section in find_sections(text, contents) if section.heading.id == id), None)


def with_section(text: str, section: MarkdownSection, new: str) -> str:
    """`text` with `new` in the place of one of its sections; the text itself where that changes nothing.

    What stands around keeps its lines. An empty line is added where the new text would run into it.
    """
    text, new = clean_text(text), clean_text(new).strip("\n")
    if new == section.text:
        return text
    before, after = text[: section.start], text[section.end :]
    if not new.strip():
        return _joined(before.rstrip("\n"), after)
    apart = "" if not before or before.endswith("\n\n") else "\n"
    if after.strip() and not after.startswith("\n\n"):
        after = f"\n{after}"
    return f"{before}{apart}{new}{after}"


def headed_texts(text: str, contents: Iterable[Heading]) -> tuple[HeadedText, ...]:
    """The whole text, cut before each heading: the heading as it was typed, and what stands under it before the next."""
    text = clean_text(text)
    starts = _starts_of_lines(text)
    headings = [heading for heading in contents if heading.line is not None and heading.line < len(starts)]
    cuts = [0, *(starts[heading.line or 0] for heading in headings), len(text)]
    parts = [text[start:end] for start, end in pairwise(cuts)]
    return (HeadedText(None, "", parts[0]), *map(_piece, headings, parts[1:]))


def without_empty(text: str, contents: Iterable[Heading], may_go: Callable[[Heading], bool]) -> str:
    """`text` without the headings that may go and have nothing under them, not even a smaller heading that stays."""
    kept: list[str] = []
    next_level = 0
    every = headed_texts(text, contents)
    for heading, source, words in reversed(every):
        if heading and not words.strip() and next_level <= heading.level and may_go(heading):
            continue
        kept.append(f"{source}{words}")
        next_level = heading.level if heading else 0
    return clean_text(text) if len(kept) == len(every) else "".join(reversed(kept)).strip("\n")


def html_of_lines(rendered: Rendered, first: int, last: int) -> str:
    """The HTML of a section whose heading stands on line `first` and whose text ends on line `last`.

    All of it where no heading stands there: nothing else says where in the HTML a line is.
    """
    headings = [heading for heading in rendered.contents if heading.line is not None]
    start = next((heading for heading in headings if heading.line == first), None)
    if start is None:
        return rendered.html
    end = next((heading for heading in headings if (heading.line or 0) > last), None)
    return rendered.html[_place(rendered.html, start) : _place(rendered.html, end) if end else None].strip()


def _piece(heading: Heading, part: str) -> HeadedText:
    """ATX headings take one line, underlined ones two."""
    lines = part.splitlines(keepends=True)
    own = 1 if part.startswith("#") else 2
    source = "".join(lines[:own]).rstrip("\n")
    return HeadedText(heading, source, part[len(source) :])


def _place(html: str, heading: Heading) -> int:
    return max(html.find(f'<h{heading.level} id="{heading.id}"'), 0)


def _joined(before: str, after: str) -> str:
    """What is left of a text whose section was taken out."""
    rest = after.lstrip("\n")
    if not rest:
        return f"{before}{after}"
    return f"{before}\n\n{rest}" if before else rest


def _section(text: str, starts: list[int], heading: Heading, following: list[Heading]) -> MarkdownSection:
    start = starts[heading.line or 0]
    lines = (after.line for after in following if after.level <= heading.level and after.line is not None)
    next_line = next(lines, None)
    whole = text[start : len(text) if next_line is None else starts[next_line]]
    own = whole.rstrip("\n")
    return MarkdownSection(heading, start, start + len(own), own)


def _starts_of_lines(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


_FENCE = re.compile(r"\s{0,3}(`{3}|~{3})")


@dataclass(slots=True)
class _Part:
    """A heading as it was typed, its level and its name, and the paragraphs under it; the first part has no heading."""

    source: str
    level: int
    name: str
    paragraphs: list[str] = field(default_factory=list)
    had_text: bool = False

    def text(self) -> str:
        return "\n\n".join([self.source, *self.paragraphs] if self.source else self.paragraphs)


def join(text: str, contents: Iterable[Heading], other: str, other_contents: Iterable[Heading]) -> str:
    """`text` with what `other` says besides: under the heading of the same name, else behind it.

    Paragraphs that stand in `text` already are left out, wherever they stand there.
    """
    parts = list(_parts(text, contents))
    known = {_key(paragraph) for part in parts for paragraph in part.paragraphs}
    behind = parts[0]
    for part in _parts(other, other_contents):
        part.paragraphs = [one for one in part.paragraphs if _key(one) not in known]
        behind = _put(part, parts, behind)
    return "\n\n".join(filter(None, (part.text() for part in parts)))


def _put(part: _Part, parts: list[_Part], behind: _Part) -> _Part:
    """Puts a part of the other text into its place; returns the part that what follows in the other text stands behind."""
    same = parts[0] if not part.source else next((one for one in parts if one.source and one.name == part.name), None)
    if same is not None:
        same.paragraphs += part.paragraphs
        return same
    if part.had_text and not part.paragraphs:
        return behind  # every word of it stands elsewhere already
    is_below = bool(behind.source) and part.level > behind.level
    parts.insert(_end_of(behind, parts) if is_below else len(parts), part)
    return part


def _end_of(section: _Part, parts: list[_Part]) -> int:
    """Where the section ends, with all that is smaller."""
    start = next(place for place, part in enumerate(parts) if part is section)
    following = enumerate(parts[start + 1 :], start + 1)
    return next((place for place, part in following if part.level <= section.level), len(parts))


def _parts(text: str, contents: Iterable[Heading]) -> Iterator[_Part]:
    for heading, source, words in headed_texts(text, contents):
        paragraphs = list(_paragraphs(words))
        level, name = (heading.level, title_key(heading.title)) if heading else (0, "")
        yield _Part(source, level, name, paragraphs, bool(paragraphs))


def _paragraphs(text: str) -> Iterator[str]:
    """What blank lines separate; those in code do not count."""
    lines: list[str] = []
    is_code = False
    for line in clean_text(text).split("\n"):
        is_code ^= bool(_FENCE.match(line))
        if line.strip() or is_code:
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _key(paragraph: str) -> str:
    return " ".join(paragraph.split())


HEADING = re.compile(r"^(#{1,6}\s|.+\n(=+|-+)\s*$)", re.MULTILINE)


def opening(text: str) -> str:
    """The Markdown before the first heading, or, where a text begins with one, the first paragraph under it.

    A text of headings alone has no other words: it is its own opening.
    """
    before = text[: match.start()] if (match := HEADING.search(text)) else text
    if before.strip():
        return before.strip()
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    return next((block.strip() for block in blocks if not HEADING.match(block)), text.strip())

"""One text out of two that speak of the same: what stands in both once, sections of one name together.

Where headings stand, the renderings say (`Rendered.contents`), as for sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from common.markup.rendered import Heading
from common.markup.text import clean_text, title_key
from common.markup.text_sections import headed_texts

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

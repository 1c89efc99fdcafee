"""A text of the guide as the paragraphs that are translated one by one, and a text put together from their translations.

A list item, a heading, a line of a table and the two lines of a definition are a paragraph each. What Markdown writes before
the words ("- ", "## ", ":   ") is the same in every language: it stands in `marker`, and is never a translator's to type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

from common.markup.paragraphs import split_units

if TYPE_CHECKING:
    from guide.translations.originals import Original

_MARKER = re.compile(
    r"[ \t]*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|[0-9]{1,9}[.)][ \t]+|#{1,6}[ \t]+|>[ \t]?|:[ ]{3}|\[\^[^\]\s]+\]:[ \t]*)*"
)
_FENCE = ("```", "~~~")
_ANOTHER_MARKER, _ALONE = 3.0, 2.0


SITE_FIELDS = frozenset({"introduction", "starter", "sentence"})
"""What the site says beside a question, and no edition prints: see `Original.site_lines`."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph: `source` is Markdown of the original as whoever translated it last saw it, `target` its translation.

    `field` is "title", "short_title", "body", "quote", or one of the SITE_FIELDS. `is_machine`: nobody has looked at what a
    machine proposed.
    """

    field: str
    source: str
    target: str = ""
    marker: str = ""
    is_machine: bool = False

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        return cls(**values)

    def to_json(self) -> dict[str, Any]:
        """Returns what is stored: what is empty is left out."""
        values = {name: getattr(self, name) for name in ("field", "source", "target", "marker", "is_machine")}
        return {name: value for name, value in values.items() if value}


def source_segments(original: Original) -> list[Segment]:
    """Returns the paragraphs of an original, none of them translated, in the order in which they are read."""
    lines = (("title", original.title), ("short_title", original.short_title))
    found = [Segment(field, value) for field, value in (*lines, *original.site_lines) if value]
    found += _of_body(original.body)
    return [*found, Segment("quote", original.quote)] if original.quote else found


def composed(body: str, targets: Iterable[str]) -> str:
    """Returns a body with the translation of each of its paragraphs in its place; one without any is left out.

    Raises ValueError where there are not as many translations as paragraphs.
    """
    rest, lines, is_left_out = list(targets), [], False
    for unit in split_units(body):
        marker, words = _split(unit)
        if not words:
            if not (is_left_out and not unit.strip()):
                lines.append(unit)
            is_left_out = False
            continue
        if not rest:
            raise ValueError("a paragraph without a translation, not even an empty one")
        target = rest.pop(0)
        is_left_out = not target
        if target:
            lines.append(marker + target)
    if rest:
        raise ValueError("a translation without its paragraph")
    return "\n".join(lines).strip("\n")


def translated_segments(original: Original, words: dict[str, str]) -> list[Segment]:
    """Returns the paragraphs of an original with what a translation as a whole says of each, as far as it can be told.

    `words` are a title, short title, body and quote. Paragraphs that the body has and the original has not go with the one
    before them, so that no word is lost.
    """
    sources = source_segments(original)
    of_body = iter(_paired([one for one in sources if one.field == "body"], _of_body(words.get("body", ""))))
    return [next(of_body) if one.field == "body" else replace(one, target=words.get(one.field, "")) for one in sources]


def number_of_words(text: str) -> int:
    """Returns about how many words are to be translated; of Japanese, two characters count as one."""
    spaceless = len(re.findall("[\u3040-\u30ff\u3400-\u9fff]", text))
    return math.ceil(spaceless / 2) + len(re.findall("[^\\W\u3040-\u30ff\u3400-\u9fff]+", text))


def _of_body(body: str) -> list[Segment]:
    found = (_split(unit) for unit in split_units(body))
    return [Segment("body", words, marker=marker) for marker, words in found if words]


def _split(unit: str) -> tuple[str, str]:
    """The mark-up before the words of a unit, and the words; no words where there is nothing to translate."""
    match = _MARKER.match(unit)
    marker = match[0] if match else ""
    words = unit[len(marker) :]
    is_text = any(sign.isalnum() for sign in words) and not words.startswith(_FENCE)
    return (marker, words) if is_text else (marker, "")


def _paired(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[Segment]:
    """Each source with its target: one to one where they are as many, else by mark-up and length, in order."""
    if len(sources) == len(targets):
        return [replace(one, target=other.source) for one, other in zip(sources, targets, strict=True)]
    said: list[list[str]] = [[] for _one in sources]
    last = 0
    for place, target in _nearest(sources, targets):
        last = last if place is None else place
        if said:
            said[last].append(target.source if place is not None else target.marker + target.source)
    return [replace(one, target="\n\n".join(parts)) for one, parts in zip(sources, said, strict=True)]


def _nearest(sources: Sequence[Segment], targets: Sequence[Segment]) -> list[tuple[int | None, Segment]]:
    """For each target the place of its source, None for one that has none: the cheapest alignment in order.

    After Gale and Church, A program for aligning sentences in bilingual corpora (1993), with the difference of lengths and
    mark-up as the distance. Costs sources x targets.
    """
    rows, columns = len(sources) + 1, len(targets) + 1
    cost = [[_ALONE * (i + j) for j in range(columns)] for i in range(rows)]
    for i in range(1, rows):
        for j in range(1, columns):
            together = cost[i - 1][j - 1] + _distance(sources[i - 1], targets[j - 1])
            cost[i][j] = min(together, cost[i - 1][j] + _ALONE, cost[i][j - 1] + _ALONE)
    found: list[tuple[int | None, Segment]] = []
    i, j = rows - 1, columns - 1
    while j:
        if i and cost[i][j] == cost[i - 1][j - 1] + _distance(sources[i - 1], targets[j - 1]):
            i, j = i - 1, j - 1
            found.append((i, targets[j]))
        elif i and cost[i][j] == cost[i - 1][j] + _ALONE:
            i -= 1
        else:
            j -= 1
            found.append((None, targets[j]))
    return found[::-1]


def _distance(source: Segment, target: Segment) -> float:
    lengths = abs(math.log(len(source.source) / len(target.source)))
    return lengths + (_ANOTHER_MARKER if source.marker.strip() != target.marker.strip() else 0)

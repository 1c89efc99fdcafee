"""Which paragraphs of a text are translated as they stand now: those that somebody translated are looked for in it again.

Where the wiki links of paragraphs lead: `[[Title]]` and a link to the page of that title are the same to a translator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial

from rapidfuzz import fuzz

from common import markup
from contributions.pages import page_links
from guide.translations.segments import SITE_FIELDS, Segment, number_of_words, same_for_translators

OPENING = "[["


class WikiTargets:
    """The addresses of the pages that some paragraphs name: one query, when they are needed first, and none before."""

    def __init__(self, paragraphs: Iterable[Segment]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """By the keys of the titles. A page that does not exist, or is hidden, has none."""
        sources = "\n".join(one.source for one in self._paragraphs if OPENING in one.source)
        return page_links.addresses_of(markup.wiki_link_titles(sources))


type Same = Callable[[Segment, Segment], bool]

_ALIKE = 50  # of 100: a paragraph that was rewritten, not another one


class SegmentState(StrEnum):
    MISSING = "missing"
    OUTDATED = "outdated"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class SegmentStatus:
    """A paragraph of the original as it stands now, with its translation. `older` is the source of that, where outdated."""

    segment: Segment
    state: SegmentState
    older: str = ""
    is_moved: bool = False


@dataclass(frozen=True)
class TextStatus:
    """Every paragraph of a text in a language, and the translations of those that the original no longer has."""

    segments: list[SegmentStatus]
    removed: list[Segment]

    @cached_property
    def is_outdated(self) -> bool:
        """Something that was translated is not what the original says now, or where it says it; or more is said now."""
        return bool(self.removed) or any(one.state != SegmentState.DONE for one in self.segments)

    @cached_property
    def words_left(self) -> int:
        """How many words of the original are to be translated, or to be looked at again."""
        return sum(number_of_words(one.segment.source) for one in self.segments if one.state != SegmentState.DONE)

    def number_of(self, state: str) -> int:
        return sum(one.state == state for one in self.segments)


def compared(now: Sequence[Segment], known: Sequence[Segment], *, targets: WikiTargets | None = None) -> TextStatus:
    """Finds the translations of `known` paragraphs among those that the original has `now`.

    Paragraphs that are the same for a translator and follow one another as before are done. What stands elsewhere, or is worded
    otherwise, is outdated, and its translation stays with it. Many texts may share the `targets` of their wiki links, so that
    these are asked for once. Returns what was found.
    """
    same = partial(_is_same, targets or WikiTargets([*now, *known]))
    free = dict(enumerate(known))
    found: dict[int, SegmentStatus] = {}
    for i, j in _common(now, known, same):
        found[i] = _status(now[i], free.pop(j))
    for i, one in enumerate(now):
        elsewhere = [j for j, other in free.items() if i not in found and same(one, other)]
        if elsewhere:
            found[i] = _status(one, free.pop(elsewhere[0]), is_moved=True)
    for i, j in _rewritten(now, found, free):
        found[i] = _status(now[i], free.pop(j), is_rewritten=True)
    statuses = [found.get(i) or SegmentStatus(one, SegmentState.MISSING) for i, one in enumerate(now)]
    return TextStatus(statuses, [other for other in free.values() if other.target])


def with_site_lines(segments: Sequence[Segment], known: Sequence[Segment]) -> list[Segment]:
    """Returns the paragraphs of a translation as a whole, with what it does not say: the site's lines beside a question."""
    now, before = ([one for one in rows if one.field in SITE_FIELDS] for rows in (segments, known))
    found = iter(compared(now, before).segments)
    return [_kept(next(found)) if one.field in SITE_FIELDS else one for one in segments]


def _kept(status: SegmentStatus) -> Segment:
    is_older = status.state == SegmentState.OUTDATED and not status.is_moved
    return replace(status.segment, source=status.older) if is_older else status.segment


def _status(now: Segment, known: Segment, *, is_moved: bool = False, is_rewritten: bool = False) -> SegmentStatus:
    segment = replace(now, target=known.target, is_machine=known.is_machine)
    if not known.target:
        return SegmentStatus(segment, SegmentState.MISSING)
    if is_moved or is_rewritten:
        return SegmentStatus(segment, SegmentState.OUTDATED, known.source, is_moved)
    return SegmentStatus(segment, SegmentState.DONE)


def _is_same(targets: WikiTargets, one: Segment, other: Segment) -> bool:
    """Whether two paragraphs are the same for a translator; where wiki links lead is asked only where it can matter."""
    if one.field != other.field:
        return False
    if same_for_translators(other.source, one.source):
        return True
    may_be = OPENING in one.source or OPENING in other.source
    return may_be and same_for_translators(other.source, one.source, targets=targets.addresses)


def _common(now: Sequence[Segment], known: Sequence[Segment], is_same: Same) -> list[tuple[int, int]]:
    """The longest row of paragraphs that both have in the same order, as pairs of places; costs their product."""
    first = 0
    while first < min(len(now), len(known)) and is_same(now[first], known[first]):
        first += 1
    a, b = now[first:], known[first:]
    length = [[0] * (len(b) + 1) for _one in range(len(a) + 1)]
    same = [[is_same(one, other) for other in b] for one in a]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            length[i][j] = length[i + 1][j + 1] + 1 if same[i][j] else max(length[i + 1][j], length[i][j + 1])
    pairs = [(place, place) for place in range(first)]
    i = j = 0
    while i < len(a) and j < len(b):
        if same[i][j]:
            pairs.append((first + i, first + j))
            i, j = i + 1, j + 1
        elif length[i + 1][j] >= length[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _rewritten(
    now: Sequence[Segment], found: dict[int, SegmentStatus], free: dict[int, Segment]
) -> list[tuple[int, int]]:
    """Pairs of what is left: the most alike first; a field that there is but once is always the same paragraph."""
    left = [i for i in range(len(now)) if i not in found]
    pairs = [
        (100.0 if now[i].field != "body" else fuzz.ratio(now[i].source, known.source), i, j)
        for i in left
        for j, known in free.items()
        if now[i].field == known.field
    ]
    taken_now: set[int] = set()
    taken_known: set[int] = set()
    result = []
    for alike, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if alike >= _ALIKE and i not in taken_now and j not in taken_known:
            taken_now.add(i)
            taken_known.add(j)
            result.append((i, j))
    return result

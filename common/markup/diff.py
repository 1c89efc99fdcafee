"""What changed between two renderings of one page, block by block and word by word.

Words marked inside a block of HTML, whose own elements stay whole around them.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, NamedTuple

from common.markup.block_alignment import Alignment, align
from common.markup.html_blocks import REST_OF_TAG, TOKEN, VOID_TAGS, HtmlBlock, images_in, opens, split_blocks, tag_name
from common.markup.word_diff import WORD, Edit, Effort, Mark, word_edits
from common.stored import Stored

_WRAPPED_WHOLE = frozenset({"figure", "hr"})
_MARKABLE = frozenset({"img", "input"})


class MarkedViews(NamedTuple):
    """One passage as each column shows it, and as one column shows both."""

    older: str
    newer: str
    unified: str


class _Words(NamedTuple):
    """The words, signs, spaces and images of a block: as they stand, as they are compared, and the elements around each."""

    texts: list[str]
    keys: list[str]
    contexts: list[tuple[str, ...]]

    @classmethod
    def of(cls, html: str) -> "_Words":
        words, context = cls([], [], []), tuple[str, ...]()
        for token in TOKEN.findall(html):
            if not token.startswith("<") or len(token) == 1:
                words.add(WORD.findall(token), context)
            elif tag_name(token) in VOID_TAGS:
                words.add([token], context)
            else:
                context = (*context, token) if opens(token) else context[:-1]
        return words

    def add(self, texts: list[str], context: tuple[str, ...]) -> None:
        """The same words in bold, or leading elsewhere, are not the same; spaces and numbers of notes are."""
        around = "".join(context)
        of_note = "footnote" if "footnote-ref" in around else ""
        self.texts.extend(texts)
        self.keys.extend(" " if text.isspace() else of_note or around + text for text in texts)
        self.contexts.extend([context] * len(texts))

    def written(self, start: int, end: int, mark: Mark) -> "list[_Written]":
        """A stretch of words, as HTML for each run of them in the same elements."""
        runs = groupby(range(start, end), self.contexts.__getitem__)
        return [(context, _wrap("".join([self.texts[place] for place in run]), mark)) for context, run in runs]


type _Written = tuple[tuple[str, ...], str]


def compare_words(older: HtmlBlock, newer: HtmlBlock, effort: Effort) -> MarkedViews:
    """Two blocks that hold words only."""
    a, b = _Words.of(older.inner), _Words.of(newer.inner)
    before: list[_Written] = []
    after: list[_Written] = []
    both: list[_Written] = []
    at, at_newer = 0, 0
    for edit in [*word_edits(a.keys, b.keys, effort), Edit(len(a.keys), len(a.keys), len(b.keys), len(b.keys))]:
        removed, added = a.written(edit.i1, edit.i2, "del"), b.written(edit.j1, edit.j2, "ins")
        unchanged = b.written(at_newer, edit.j1, "")
        before += [*a.written(at, edit.i1, ""), *removed]
        after += [*unchanged, *added]
        both += [*unchanged, *removed, *added]
        at, at_newer = edit.i2, edit.j2
    return MarkedViews(
        f"{older.opening}{_joined(before)}{older.closing}",
        f"{newer.opening}{_joined(after)}{newer.closing}",
        f"{newer.opening}{_joined(both)}{newer.closing}",
    )


def mark_whole(block: HtmlBlock, mark: Mark) -> str:
    """A block that one side lacks: each run of words marked; a figure or a rule is marked from outside."""
    if block.tag in _WRAPPED_WHOLE:
        return f"<{mark}>{block.html}</{mark}>"
    return "".join(_mark_token(token, mark) for token in TOKEN.findall(block.html))


def _mark_token(token: str, mark: Mark) -> str:
    if token.startswith("<") and len(token) > 1:
        return _wrap(token, mark) if tag_name(token) in _MARKABLE else token
    return _wrap(token, mark)


def _joined(runs: Iterable[_Written]) -> str:
    """Each inline element is opened when its first words come, closed after its last."""
    written: list[str] = []
    open_tags: tuple[str, ...] = ()
    for context, html in runs:
        written += (_step(open_tags, context), html)
        open_tags = context
    return "".join([*written, _step(open_tags, ())])


def _step(here: tuple[str, ...], there: tuple[str, ...]) -> str:
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    closed = "".join(f"</{tag_name(tag)}>" for tag in reversed(here[shared:]))
    return closed + "".join(there[shared:])


def _wrap(text: str, mark: Mark) -> str:
    """`text` in the element of its mark, the spaces at its ends outside: a struck space reads badly."""
    bare = text.strip()
    if not mark or not bare or bare == "<br>":
        return text
    start = text.index(bare)
    return f"{text[:start]}<{mark}>{bare}</{mark}>{text[start + len(bare) :]}"


type Kind = Literal["same", "changed", "added", "removed", "moved_from", "moved_to"]

_DEEPEST = 30
_UNCHANGED_SHOWN = 2


@dataclass(frozen=True, slots=True)
class DiffRow(Stored):
    """One block. `older_html` or `newer_html` is "" where that side has nothing.

    A moved block has two rows, where it was and where it is, with one number in `move` (from 1; 0 elsewhere).
    """

    kind: Kind
    older_html: str
    newer_html: str
    unified_html: str
    tag: str
    move: int = 0


@dataclass(frozen=True, slots=True)
class DiffGroup:
    """Rows to show, or (`is_folded`) a run of unchanged ones to offer behind a button."""

    rows: tuple[DiffRow, ...]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Diff(Stored):
    """Rows in reading order, all of their HTML safe.

    The counts word a title: `added` and `removed` count passages of text, images and tables are counted apart
    (an image within a changed passage as well), a moved passage is counted once.
    """

    rows: tuple[DiffRow, ...]
    changed: int
    added: int
    removed: int
    moved: int
    images_added: int
    images_removed: int
    tables_added: int
    tables_removed: int

    @property
    def is_empty(self) -> bool:
        return all(row.kind == "same" for row in self.rows)

    def groups(self) -> tuple[DiffGroup, ...]:
        """The rows with runs of more than two unchanged ones folded, the last before a change left in sight."""
        groups: list[DiffGroup] = []
        for is_same, rows in _runs(self.rows):
            is_last = rows[-1] is self.rows[-1]
            in_sight = 0 if is_last or not is_same else 1
            folded = rows[: len(rows) - in_sight]
            if is_same and len(folded) > _UNCHANGED_SHOWN:
                groups.append(DiffGroup(folded, is_folded=True))
                rows = rows[len(folded) :]
            _show(groups, rows)
        return tuple(groups)


def compare(older_html: str, newer_html: str) -> Diff:
    """Compare two texts as `render` returned them; the time is bounded for texts of any size.

    Ids and links within the page are left out of the rows: two versions on one page would repeat them.
    """
    effort = Effort()
    older, newer = split_blocks(_without_ids(older_html)), split_blocks(_without_ids(newer_html))
    alignment = align(older, newer, effort, with_moves=True)
    rows = tuple(_Comparison(older, newer, alignment, effort).rows())
    return _counted(rows, _images(older_html), _images(newer_html))


def _counted(rows: tuple[DiffRow, ...], before: Counter[str], after: Counter[str]) -> Diff:
    kinds = Counter((row.kind, row.tag if row.tag in {"figure", "table"} else "") for row in rows)
    return Diff(
        rows,
        changed=sum(count for (kind, _), count in kinds.items() if kind == "changed"),
        added=kinds["added", ""],
        removed=kinds["removed", ""],
        moved=sum(count for (kind, _), count in kinds.items() if kind == "moved_to"),
        images_added=(after - before).total(),
        images_removed=(before - after).total(),
        tables_added=kinds["added", "table"],
        tables_removed=kinds["removed", "table"],
    )


def _runs(rows: tuple[DiffRow, ...]) -> Iterator[tuple[bool, tuple[DiffRow, ...]]]:
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or (rows[end].kind == "same") != (rows[start].kind == "same"):
            yield rows[start].kind == "same", rows[start:end]
            start = end


def _show(groups: list[DiffGroup], rows: tuple[DiffRow, ...]) -> None:
    if not rows:
        return
    if groups and not groups[-1].is_folded:
        groups[-1] = replace(groups[-1], rows=groups[-1].rows + rows)
    else:
        groups.append(DiffGroup(rows, is_folded=False))


_ID = re.compile(r' (?:id="[^"]*"|href="#[^"]*")')
_WITH_ID = re.compile(rf'<[a-z](?=[^<>]*?(?: id="| href="#)){REST_OF_TAG}')
_NOTE_LINK = re.compile(r'<a (?:(?!class="footnote-)[^<>])*+class="(footnote-(?:ref|backref))"[^<>]*+>')
_IMAGE_SOURCE = re.compile(r'src="([^"]*)"')


def _without_ids(html: str) -> str:
    return _WITH_ID.sub(lambda tag: _ID.sub("", _NOTE_LINK.sub(r'<a class="\1">', tag.group())), html)


def _images(html: str) -> Counter[str]:
    return Counter(source for tag in images_in(html) for source in _IMAGE_SOURCE.findall(tag))


class _Step(NamedTuple):
    older: int | None
    newer: int | None


def _steps(older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], found: Alignment) -> Iterator[_Step]:
    i_next, j_next = 0, 0
    for i, j in [*sorted(found.pairs.items()), (len(older), len(newer))]:
        yield from (_Step(gone, None) for gone in range(i_next, i))
        yield from (_Step(None, come) for come in range(j_next, j))
        if i < len(older):
            yield _Step(i, j)
        i_next, j_next = i + 1, j + 1


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Makes the rows, in the order of the newer text; a block that went stands where it stood."""

    older: Sequence[HtmlBlock]
    newer: Sequence[HtmlBlock]
    found: Alignment
    effort: Effort

    def rows(self) -> Iterator[DiffRow]:
        numbers = {i: number for number, i in enumerate(sorted(self.found.moves), 1)}
        origins = {j: i for i, j in self.found.moves.items()}
        for i, j in _steps(self.older, self.newer, self.found):
            if i is None and j is not None:
                yield self._arrived(origins[j], j, numbers) if j in origins else _added(self.newer[j])
            elif j is None and i is not None:
                yield self._left(i, numbers[i]) if i in numbers else _removed(self.older[i])
            elif i is not None and j is not None:
                yield self._in_both(self.older[i], self.newer[j])

    def _in_both(self, older: HtmlBlock, newer: HtmlBlock) -> DiffRow:
        if older.key == newer.key:
            return DiffRow("same", older.html, newer.html, newer.html, newer.tag)
        return DiffRow("changed", *_views(older, newer, self.effort), newer.tag)

    def _left(self, i: int, number: int) -> DiffRow:
        html = _views(self.older[i], self.newer[self.found.moves[i]], self.effort).older
        return DiffRow("moved_from", html, "", html, self.older[i].tag, number)

    def _arrived(self, i: int, j: int, numbers: dict[int, int]) -> DiffRow:
        html = _views(self.older[i], self.newer[j], self.effort).newer
        return DiffRow("moved_to", "", html, html, self.newer[j].tag, numbers[i])


def _added(block: HtmlBlock) -> DiffRow:
    marked = mark_whole(block, "ins")
    return DiffRow("added", "", marked, marked, block.tag)


def _removed(block: HtmlBlock) -> DiffRow:
    marked = mark_whole(block, "del")
    return DiffRow("removed", marked, "", marked, block.tag)


def _views(older: HtmlBlock, newer: HtmlBlock, effort: Effort, depth: int = 0) -> MarkedViews:
    """Two blocks of which one became the other."""
    if older.key == newer.key:
        return MarkedViews(older.html, newer.html, newer.html)
    if not older.children and not newer.children:
        return compare_words(older, newer, effort)
    if depth >= _DEEPEST:
        return _replaced(older, newer)
    parts = list(_views_of_parts(older.parts, newer.parts, effort, depth + 1))
    return MarkedViews(
        f"{older.opening}{''.join(part.older for part in parts)}{older.closing}",
        f"{newer.opening}{''.join(part.newer for part in parts)}{newer.closing}",
        f"{newer.opening}{''.join(part.unified for part in parts)}{newer.closing}",
    )


def _replaced(older: HtmlBlock, newer: HtmlBlock) -> MarkedViews:
    gone, come = mark_whole(older, "del"), mark_whole(newer, "ins")
    return MarkedViews(gone, come, gone + come)


def _views_of_parts(
    older: Sequence[HtmlBlock], newer: Sequence[HtmlBlock], effort: Effort, depth: int
) -> Iterator[MarkedViews]:
    for step in _steps(older, newer, align(older, newer, effort)):
        if step.newer is None and step.older is not None:
            gone = mark_whole(older[step.older], "del")
            yield MarkedViews(gone, "", gone)
        elif step.older is None and step.newer is not None:
            come = mark_whole(newer[step.newer], "ins")
            yield MarkedViews("", come, come)
        elif step.older is not None and step.newer is not None:
            yield _views(older[step.older], newer[step.newer], effort, depth)

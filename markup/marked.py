"""Words marked inside a block of HTML, whose own elements stay whole around them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markup.html_blocks import VOID_TAGS, HtmlBlock, opens, tag_name
from markup.sequences import Effort
from markup.word_diff import WORD, Mark, word_edits

_WRAPPED_WHOLE = frozenset({"figure", "hr"})
_MARKABLE = frozenset({"img", "input"})


class MarkedViews(NamedTuple):
    """One passage as each column shows it, and as one column shows both."""

    older: str
    newer: str
    unified: str


class _Unit(NamedTuple):
    """A word, a sign, a space or an image, with the inline elements around it."""

    text: str
    context: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same words in bold, or leading elsewhere, are not the same; spaces and numbers of notes are."""
        if self.text.isspace():
            return " "
        if any("footnote-ref" in tag for tag in self.context):
            return "footnote"
        return "".join((*self.context, self.text))


type _Marked = tuple[_Unit, Mark]


def compare_words(older: HtmlBlock, newer: HtmlBlock, effort: Effort) -> MarkedViews:
    """Two blocks that hold words only."""
    a, b = list(_units(older.inner)), list(_units(newer.inner))
    before: list[_Marked] = []
    after: list[_Marked] = []
    both: list[_Marked] = []
    at, at_newer = 0, 0
    for edit in word_edits([unit.key for unit in a], [unit.key for unit in b], effort):
        removed = _with(a[edit.i1 : edit.i2], "del")
        added = _with(b[edit.j1 : edit.j2], "ins")
        kept = _with(b[at_newer : edit.j1], "")
        before += [*_with(a[at : edit.i1], ""), *removed]
        after += [*kept, *added]
        both += [*kept, *removed, *added]
        at, at_newer = edit.i2, edit.j2
    rest = _with(b[at_newer:], "")
    return MarkedViews(
        f"{older.opening}{_write([*before, *_with(a[at:], '')])}{older.closing}",
        f"{newer.opening}{_write([*after, *rest])}{newer.closing}",
        f"{newer.opening}{_write([*both, *rest])}{newer.closing}",
    )


def mark_whole(block: HtmlBlock, mark: Mark) -> str:
    """A block that one side lacks: each run of words marked; a figure or a rule is marked from outside."""
    if block.tag in _WRAPPED_WHOLE:
        return f"<{mark}>{block.html}</{mark}>"
    return "".join(_mark_token(token, mark) for token in block.tokens)


def _mark_token(token: str, mark: Mark) -> str:
    if token.startswith("<") and len(token) > 1:
        return _wrap(token, mark) if tag_name(token) in _MARKABLE else token
    return _wrap(token, mark)


def _with(units: Iterable[_Unit], mark: Mark) -> list[_Marked]:
    return [(unit, mark) for unit in units]


def _units(tokens: Sequence[str]) -> Iterator[_Unit]:
    context: tuple[str, ...] = ()
    for token in tokens:
        if not token.startswith("<") or len(token) == 1:
            for word in WORD.findall(token):
                yield _Unit(word, context)
        elif tag_name(token) in VOID_TAGS:
            yield _Unit(token, context)
        else:
            context = (*context, token) if opens(token) else context[:-1]


def _write(marked: Iterable[_Marked]) -> str:
    """The units as HTML: each inline element opened when its first unit comes, closed after its last."""
    written: list[str] = []
    open_tags: tuple[str, ...] = ()
    for (context, mark), group in groupby(marked, lambda item: (item[0].context, item[1])):
        written.append(_step(open_tags, context))
        written.append(_wrap("".join(unit.text for unit, _ in group), mark))
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

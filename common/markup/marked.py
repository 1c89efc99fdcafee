"""Words marked inside a block of HTML, whose own elements stay whole around them."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from common.markup.html_blocks import TOKEN, VOID_TAGS, HtmlBlock, opens, tag_name
from common.markup.sequences import Edit, Effort
from common.markup.word_diff import WORD, Mark, word_edits

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

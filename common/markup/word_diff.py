"""Words that changed between two readings of one passage."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from common.markup.sequences import Edit, Effort, edits

type Mark = Literal["", "ins", "del"]

WORD = re.compile(r"&[#\w]{1,32};|\w+|\s+|[^\w\s]")
"""A word, a run of spaces, or one sign. In HTML a character reference is one sign."""
_TELLING_LETTERS = 4
_LONG_CHANGE = 5


@dataclass(frozen=True, slots=True)
class WordChange:
    """A stretch of text: the same in both (`kind` ""), only in the newer ("ins"), only in the older ("del")."""

    text: str
    kind: Mark


def word_changes(older: str, newer: str) -> tuple[WordChange, ...]:
    """Both texts in one, for a display that marks what differs. Plain text in, plain text out: escape it."""
    a, b = WORD.findall(older), WORD.findall(newer)
    changes: list[WordChange] = []
    at = 0
    for edit in word_edits(a, b, Effort()):
        changes += [
            WordChange("".join(a[at : edit.i1]), ""),
            WordChange("".join(a[edit.i1 : edit.i2]), "del"),
            WordChange("".join(b[edit.j1 : edit.j2]), "ins"),
        ]
        at = edit.i2
    changes.append(WordChange("".join(a[at:]), ""))
    return tuple(change for change in changes if change.text)


def word_edits(a: Sequence[str], b: Sequence[str], effort: Effort) -> list[Edit]:
    """What turns `a` into `b`, for people: changes with next to nothing between them are one change."""
    return _joined(a, _joined(a, edits(a, b, effort), _are_spaced), _are_long_and_near)


type _Between = Callable[[Sequence[str], Edit, Edit], bool]


def _joined(a: Sequence[str], separate: Iterable[Edit], belong_together: _Between) -> list[Edit]:
    joined: list[Edit] = []
    for edit in separate:
        if joined and belong_together(a[joined[-1].i2 : edit.i1], joined[-1], edit):
            edit = Edit(joined[-1].i1, edit.i2, joined[-1].j1, edit.j2)
            joined.pop()
        joined.append(edit)
    return joined


def _are_spaced(between: Sequence[str], one: Edit, two: Edit) -> bool:
    return all(word.isspace() for word in between)


def _are_long_and_near(between: Sequence[str], one: Edit, two: Edit) -> bool:
    """Two long changes around a little word or a sign, which both texts have by chance."""
    letters = sum(len(word) for word in between if word[0].isalnum())
    return letters < _TELLING_LETTERS and len(between) <= _LONG_CHANGE <= min(_size(one), _size(two))


def _size(edit: Edit) -> int:
    return max(edit.i2 - edit.i1, edit.j2 - edit.j1)

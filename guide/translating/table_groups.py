"""The table of translations in its parts: what stands before the questions of the guide, each of them, what stands after,
and the lessons of courses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from guide.course_texts import CourseText
from guide.translating.covers import CoverProgress
from guide.translating.progress import TextProgress, TextState
from guide.translations.originals import Original
from themes.models import Theme

type Row = tuple[TextProgress, ...]
type Part = tuple[str, int]


@dataclass
class RowGroup:
    """A part of the guide: its rows, a text in each language. `title` is in the language of the guide, where it has one."""

    label: str
    title: str = ""
    rows: list[Row] = field(default_factory=list)
    covers: Sequence[CoverProgress | None] = ()

    @cached_property
    def left(self) -> int:
        """How many translations of it are not approved as they stand now."""
        states = [text.state for row in self.rows for text in row]
        states += [cover.state for cover in self.covers if cover]
        return sum(state != TextState.APPROVED for state in states)

    @cached_property
    def suggestions(self) -> int:
        """How many wordings of colleagues wait in it for an answer."""
        return sum(text.suggestions for row in self.rows for text in row)

    @property
    def is_empty(self) -> bool:
        return not self.rows and not any(self.covers)


def groups_of(rows: Sequence[Row], is_wanted: Callable[[TextProgress], bool]) -> list[RowGroup]:
    """Returns the parts in the order of the guide, with the rows of which some text is wanted; a part may be left empty."""
    groups = [RowGroup(_("Before the questions"))]
    last: Part | None = None
    for row in rows:
        original = row[0].original
        part = _part_of(original)
        if part != last:
            last = part
            groups.append(_group(original) if part else RowGroup(_("After the questions")))
        if any(is_wanted(text) for text in row):
            groups[-1].rows.append(row)
    return groups


def _part_of(original: Original) -> Part | None:
    """Returns the theme, or the course or lesson, to which a text belongs."""
    text = original.text
    if isinstance(text, CourseText):
        return "course", (text.parent_id or 0) if text.is_item else text.pk
    theme = text.pk if isinstance(text, Theme) else text.theme_id
    return ("theme", theme) if theme else None


def _group(original: Original) -> RowGroup:
    """Of a question, a course or a lesson: it comes before what belongs to it."""
    return RowGroup(original.label, original.short_title or original.title)

"""A figure as everybody gets it: a sentence, a drawing and a table, of which page, CSV, SVG, PNG and PDF are made alike.

The published values, read once for all that is made of them: nothing that anybody reads counts groups by itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.words.digit_grouping import grouped
from common.words.text_lists import full_stop, side_by_side
from reporting.drawings import MOST_LINES, Drawing
from reporting.models import Dimension, Figure, Publication, PublishedValue

MOST_BESIDE, MOST_OPEN = 3, 9  # columns beside a drawing, lines of a table that is open
MOST_SAID = 12  # lines, of a drawing that shows all

type Cell = int | str | None
"""A number, words, or None for what is hidden: why it is hidden is told by one and the same words."""


@dataclass(frozen=True)
class Line:
    """`is_own` says that the label is a word of the campaign, in its language."""

    label: str
    cells: tuple[Cell, ...]
    is_own: bool = False

    @property
    def words(self) -> list[str]:
        return [cell_in_words(cell) for cell in self.cells]


@dataclass(frozen=True)
class FigureSection:
    """`name` stands in addresses; `title` says what it shows; without lines, the notes say why there are none."""

    name: str
    title: str
    about: str
    columns: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    drawing: Drawing | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_wide(self) -> bool:
        """Whether the table wants the whole width, so that it stands under the drawing."""
        return len(self.columns) > MOST_BESIDE or bool(self.drawing and self.drawing.is_wide)

    @property
    def is_long(self) -> bool:
        """Whether the table is opened by whoever wants it."""
        return len(self.lines) > MOST_OPEN

    @property
    def short(self) -> str:
        """What the links at the head of the page call it."""
        return short_names()[self.name]

    @property
    def anchor(self) -> str:
        return f"s-{self.name}"

    @property
    def svg(self) -> SafeString:
        return self.drawing.svg(self.name, self.alternative) if self.drawing else SafeString()

    @property
    def left_out(self) -> str:
        """Says that not all lines are drawn; empty where all are."""
        number = self.drawing.left_out if self.drawing else 0
        if not number:
            return ""
        return ngettext(
            "%(n)s more line is not drawn: the table shows all of them.",
            "%(n)s more lines are not drawn: the table shows all of them.",
            number,
        ) % {"n": grouped(number)}

    @property
    def alternative(self) -> str:
        return self.described(MOST_LINES, self.left_out) if self.left_out else self.described(MOST_SAID)

    def described(self, most: int, left_out: str = "") -> str:
        """Returns what the drawing shows, in words: its title, its first labels with their numbers, and what is left out."""
        shown = [_("%(name)s: %(words)s") % {"name": name, "words": words} for name, words in self._drawn_words()]
        said = [self.title, side_by_side(shown[:most]), left_out]
        return full_stop().join(words for words in said if words)

    def _drawn_words(self) -> list[tuple[str, str]]:
        """The numbers that are drawn; of a drawing that does not tell them, the first of each line of the table."""
        if self.drawing and self.drawing.shown:
            return [(name, cell_in_words(number)) for name, number in self.drawing.shown]
        return [(line.label, line.words[0]) for line in self.lines if line.cells]


def cell_in_words(cell: Cell) -> str:
    if cell is None:
        return pgettext("a number", "not shown")
    return grouped(cell) if isinstance(cell, int) else cell


def short_names() -> dict[str, str]:
    return {
        "taking-part": _("Taking part"),
        "weeks": _("By week"),
        "themes": _("By question"),
        "sites": _("By place of work"),
        "departments": _("By department"),
        "texts": _("Texts"),
        "text-weeks": _("Texts by week"),
        "way": _("From text to tip"),
        "questions": _("Questions"),
        "sessions": _("Sessions"),
        "editions": _("Editions"),
    }


type Values = dict[str, dict[Figure, PublishedValue]]


class Published:
    """Each group of a dimension with its values by figure."""

    @cached_property
    def _rows(self) -> dict[str, Values]:
        found: dict[str, Values] = {dimension: defaultdict(dict) for dimension in Dimension}
        for row in PublishedValue.objects.order_by("group"):
            found[row.dimension][row.group][Figure(row.figure)] = row
        return found

    def groups(self, dimension: Dimension) -> Values:
        return self._rows[dimension]

    @cached_property
    def last(self) -> Publication | None:
        return last_night()

    @property
    def last_at(self) -> datetime | None:
        return self.last.published_at if self.last else None


def last_night() -> Publication | None:
    """The newest night that was published."""
    return Publication.objects.exclude(published_at=None).order_by("-night").first()


def value_of(row: PublishedValue | None) -> int | None:
    return row.value if row else None

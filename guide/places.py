"""The places of the guide: which number belongs to which theme, and how many each theme has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from themes.models import Theme

IN_PREPARATION = ("draft", "proof")  # the states of an edition that is not out: there is one such edition


@dataclass(frozen=True)
class PlaceRange:
    """One theme's places, numbered `first` to `last`; empty when it has none."""

    theme: Theme
    first: int
    count: int

    @property
    def last(self) -> int:
        return self.first + self.count - 1

    @property
    def numbers(self) -> range:
        return range(self.first, self.first + self.count)


class Places:
    """The numbered places, theme after theme: with five each, 1 to 5 for the first, 6 to 10 for the second."""

    def __init__(self, counts: Iterable[tuple[Theme, int]]) -> None:
        rows, first = [], 1
        for theme, count in counts:
            rows.append(PlaceRange(theme, first, count))
            first += count
        self.rows = tuple(rows)

    @property
    def count(self) -> int:
        """How many places there are, over all themes."""
        return sum(row.count for row in self.rows)

    def __contains__(self, number: object) -> bool:
        return any(number in row.numbers for row in self.rows)

    def theme_of(self, number: int) -> Theme:
        """The theme to which a place belongs; raises LookupError for a number that is no place."""
        for row in self.rows:
            if number in row.numbers:
                return row.theme
        raise LookupError(number)

    def row_of(self, theme: Theme) -> PlaceRange:
        return next(row for row in self.rows if row.theme.pk == theme.pk)


def places_in_preparation() -> Places:
    """The places of the edition in preparation, in one query: as many as each theme has now."""
    return places_of(Theme.objects.order_by())


def places_of(themes: Iterable[Theme]) -> Places:
    """The places of some themes, numbered in the order of their numbers."""
    return Places((theme, theme.places) for theme in sorted(themes, key=lambda theme: theme.number))

"""The board: every place of the edition in preparation, with the tip that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from database.queries import CompiledQuery
from guide.places import PlaceRange, Places, places_in_preparation, places_of
from guide.tips.models import Tip
from themes.models import Theme


@dataclass(frozen=True)
class Place:
    number: int
    theme: Theme
    tip: Tip | None
    is_first: bool = False
    is_last: bool = False

    @property
    def is_free(self) -> bool:
        return self.tip is None


@dataclass(frozen=True)
class ThemeShelf:
    """The places of one theme."""

    theme: Theme
    places: tuple[Place, ...]

    @property
    def taken(self) -> int:
        return sum(not place.is_free for place in self.places)


@dataclass(frozen=True)
class Board:
    shelves: tuple[ThemeShelf, ...]

    @property
    def place_count(self) -> int:
        return sum(len(shelf.places) for shelf in self.shelves)

    @property
    def places(self) -> dict[int, Place]:
        return {place.number: place for shelf in self.shelves for place in shelf.places}

    @property
    def taken(self) -> int:
        return sum(shelf.taken for shelf in self.shelves)

    @property
    def free(self) -> int:
        return self.place_count - self.taken

    @property
    def taken_numbers(self) -> list[int]:
        return [number for number, place in self.places.items() if not place.is_free]

    def beginning_with(self, theme: Theme) -> Board:
        """The same places, those of `theme` first."""
        return Board(tuple(sorted(self.shelves, key=lambda shelf: shelf.theme.pk != theme.pk)))

    def first_free(self, theme: Theme) -> int | None:
        """The first free place, of `theme` if it has one."""
        places = self.beginning_with(theme).places.values()
        return next((place.number for place in places if place.is_free), None)


def board_in_preparation() -> Board:
    """The board as it stands, in two queries; the tips are without their texts."""
    return _board(places_in_preparation())


def board_of(themes: Iterable[Theme]) -> Board:
    """The board as it stands, for who has read all themes already: one query."""
    return _board(places_of(themes))


def _board(places: Places) -> Board:
    by_number = {tip.number: tip for tip in _placed_tips.all()}
    return Board(tuple(_shelf(row, by_number) for row in places.rows))


def _tips() -> QuerySet[Tip]:
    return Tip.objects.placed().defer("body", "body_html").annotate(source_count=Count("sources"))


_placed_tips = CompiledQuery(_tips)


def _shelf(row: PlaceRange, tips: Mapping[int | None, Tip]) -> ThemeShelf:
    places = (
        Place(number, row.theme, tips.get(number), is_first=number == row.first, is_last=number == row.last)
        for number in row.numbers
    )
    return ThemeShelf(row.theme, tuple(places))

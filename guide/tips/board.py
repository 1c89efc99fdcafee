"""The board: every place of the edition in preparation, with the tip that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

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
class ThemePlaces:
    """The places of one theme."""

    theme: Theme
    places: tuple[Place, ...]

    @property
    def taken(self) -> int:
        return sum(not place.is_free for place in self.places)


@dataclass(frozen=True)
class Board:
    by_theme: tuple[ThemePlaces, ...]

    @property
    def place_count(self) -> int:
        return sum(len(row.places) for row in self.by_theme)

    @property
    def places(self) -> dict[int, Place]:
        return {place.number: place for row in self.by_theme for place in row.places}

    @property
    def seen(self) -> str:
        """Which tip stands at which place, as a form that moves one carries it: "1.12 2.15"."""
        return " ".join(f"{number}.{place.tip.pk}" for number, place in self.places.items() if place.tip)

    @property
    def taken(self) -> int:
        return sum(row.taken for row in self.by_theme)

    @property
    def free(self) -> int:
        return self.place_count - self.taken

    @property
    def taken_numbers(self) -> list[int]:
        return [number for number, place in self.places.items() if not place.is_free]

    def beginning_with(self, theme: Theme) -> Board:
        """The same places, those of `theme` first."""
        return Board(tuple(sorted(self.by_theme, key=lambda row: row.theme.pk != theme.pk)))

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
    by_number = {tip.number: tip for tip in _placed_tips()}
    return Board(tuple(_theme_places(row, by_number) for row in places.rows))


def _placed_tips() -> QuerySet[Tip]:
    return Tip.objects.placed().defer("body", "body_html").annotate(source_count=Count("sources"))


def _theme_places(row: PlaceRange, tips: Mapping[int | None, Tip]) -> ThemePlaces:
    places = (
        Place(number, row.theme, tips.get(number), is_first=number == row.first, is_last=number == row.last)
        for number in row.numbers
    )
    return ThemePlaces(row.theme, tuple(places))

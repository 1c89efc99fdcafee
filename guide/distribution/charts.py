"""Where the bars of a chart stand: figures become places in a drawing, which a template draws and a table repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT, FOOT, TOP = 690, 250, 30, 30  # of a chart of days
ACROSS, ROW, THICK = 560, 66, 24  # of a chart of lines
FOR_FIGURES = 80
FEWEST = 4  # so that one day alone is no wall
LIFT = 8  # of a figure over its bar
MOST_DAYS = 62
MOST_NAMED = 12


@dataclass(frozen=True)
class DayBars:
    """Two bars, one in front of the other: what was opened, what was downloaded."""

    day: date
    opened: int
    downloaded: int
    x: float
    width: float
    opened_height: float
    downloaded_height: float
    is_named: bool

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def opened_top(self) -> float:
        return round(HEIGHT - FOOT - self.opened_height, 1)

    @property
    def downloaded_top(self) -> float:
        return round(HEIGHT - FOOT - self.downloaded_height, 1)

    @property
    def half(self) -> float:
        return round(self.width / 2, 1)

    @property
    def quarter(self) -> float:
        return round(self.x + self.width / 4, 1)

    @property
    def three_quarters(self) -> float:
        return round(self.x + self.width * 3 / 4, 1)

    @property
    def opened_label(self) -> float:
        return self.opened_top - LIFT

    @property
    def downloaded_label(self) -> float:
        return self.downloaded_top - LIFT


@dataclass(frozen=True)
class Bar:
    label: str
    number: int
    width: float
    y: int

    @property
    def bar_top(self) -> int:
        return self.y + 36

    @property
    def label_base(self) -> int:
        return self.y + 28

    @property
    def number_base(self) -> int:
        return self.y + 54

    @property
    def number_left(self) -> float:
        return round(self.width + 10, 1)


def day_chart(opened: Mapping[date, int], downloaded: Mapping[date, int]) -> list[DayBars]:
    """Every day from the first to the last that anything was counted on, at most the last two months."""
    known = opened.keys() | downloaded.keys()
    if not known:
        return []
    last = max(known)
    first = max(min(known), last - timedelta(days=MOST_DAYS - 1))
    shown = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    most = max([1, *(max(opened.get(day, 0), downloaded.get(day, 0)) for day in shown)])
    step, room = WIDTH / max(len(shown), FEWEST), HEIGHT - FOOT - TOP
    every = -(-len(shown) // MOST_NAMED)
    return [
        DayBars(
            day=day,
            opened=opened.get(day, 0),
            downloaded=downloaded.get(day, 0),
            x=round(place * step, 1),
            width=round(step * 0.7, 1),
            opened_height=round(room * opened.get(day, 0) / most, 1),
            downloaded_height=round(room * downloaded.get(day, 0) / most, 1),
            is_named=(len(shown) - 1 - place) % every == 0,
        )
        for place, day in enumerate(shown)
    ]


@dataclass(frozen=True)
class BarChart:
    """A chart of lines, as tall as there are lines."""

    lines: list[Bar]

    @property
    def height(self) -> int:
        return len(self.lines) * ROW


def bar_chart(figures: Iterable[tuple[str, int]]) -> BarChart:
    rows = list(figures)
    most = max([1, *(number for _label, number in rows)])
    room = ACROSS - FOR_FIGURES
    return BarChart(
        [
            Bar(str(label), number, round(room * number / most, 1), place * ROW)
            for place, (label, number) in enumerate(rows)
        ]
    )

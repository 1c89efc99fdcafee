"""A frame of a film: a canvas whose shapes can be moved, turned and scaled, and which takes lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import cos, hypot, pi, sin
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from demo.pictures.canvas import INK, SCALE, Canvas, Point, turn

WIDTH: Final = 1280
HEIGHT: Final = 720
FONTS: Final = Path(__file__).parents[2] / "static" / "dist" / "fonts" / "print"
FACES: Final = {"title": "bricolage-800", "house": "bricolage-700", "people": "literata-400", "note": "bricolage-500"}

type Matrix = tuple[float, float, float, float, float, float]
STILL: Final[Matrix] = (1, 0, 0, 1, 0, 0)


@lru_cache(maxsize=256)
def font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{FACES[face]}.ttf"), size)


class Frame(Canvas):
    """Everything is drawn in the units of the film, at the place where `moved` has brought the origin."""

    def __init__(self, ground: str | Image.Image) -> None:
        if isinstance(ground, str):
            super().__init__(WIDTH, HEIGHT, ground)
        else:
            self.size = (WIDTH, HEIGHT)
            self.image = ground.copy()
            self._draw = ImageDraw.Draw(self.image)
        self._matrix = STILL

    def pixels(self) -> Image.Image:
        """The frame at the size of the film."""
        return self.image.reduce(SCALE)

    def zoom(self, x: float, y: float, times: float) -> None:
        """Comes nearer to what has been drawn around (x, y)."""
        width, height = self.image.size
        left = min(max(0, x * SCALE - width / times / 2), width - width / times)
        top = min(max(0, y * SCALE - height / times / 2), height - height / times)
        box = (left, top, left + width / times, top + height / times)
        self.image = self.image.resize((width, height), Image.Resampling.BILINEAR, box)
        self._draw = ImageDraw.Draw(self.image)

    @contextmanager
    def moved(self, x: float, y: float, *, turned: float = 0, times: float = 1, wide: float = 1) -> Iterator[None]:
        """Draws around (x, y), turned by degrees clockwise, `times` as large and `wide` times as wide (-1 is mirrored)."""
        before = self._matrix
        a, b, c, d, e, f = before
        cosine, sine = cos(turned * pi / 180) * times, sin(turned * pi / 180) * times
        self._matrix = (
            (a * cosine + c * sine) * wide,
            (b * cosine + d * sine) * wide,
            c * cosine - a * sine,
            d * cosine - b * sine,
            a * x + c * y + e,
            b * x + d * y + f,
        )
        yield
        self._matrix = before

    def _place(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self._matrix
        return (a * x + c * y + e) * SCALE, (b * x + d * y + f) * SCALE

    @property
    def _growth(self) -> float:
        return hypot(self._matrix[2], self._matrix[3])

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self._draw.polygon([self._place(x, y) for x, y in points], fill)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        radius = min(radius, width / 2, height / 2)
        if radius <= 0:
            self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill)
            return
        right, foot, r = x + width, y + height, radius
        corners = ((right - r, y + r, 270), (right - r, foot - r, 0), (x + r, foot - r, 90), (x + r, y + r, 180))
        self.polygon([point for cx, cy, start in corners for point in turn(cx, cy, r, start, start + 90)], fill)

    def frame(self, x: float, y: float, width: float, height: float, colour: str, line: float) -> None:
        half = line / 2
        left, top, right, foot = x + half, y + half, x + width - half, y + height - half
        self.line([(left, top), (right, top), (right, foot), (left, foot), (left, top)], colour, line)

    def oval(self, x: float, y: float, across: float, high: float, fill: str) -> None:
        self.polygon([(x + (px - x) * across, y + (py - y) * high) for px, py in turn(x, y, 1)], fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        scaled, thick = [self._place(x, y) for x, y in points], width * self._growth * SCALE
        self._draw.line(scaled, colour, max(1, round(thick)), joint="curve")
        if thick > 2 * SCALE:
            for x, y in (scaled[0], scaled[-1]):
                r = thick / 2
                self._draw.ellipse([x - r, y - r, x + r, y + r], colour)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str = INK, face: str = "house", anchor: str = "mm"
    ) -> None:
        """One line or several, never turned."""
        at, letters = self._place(x, y), font(face, max(1, round(size * self._growth * SCALE)))
        align = {"l": "left", "m": "center", "r": "right"}[anchor[0]]
        self._draw.text(at, words, colour, letters, anchor if "\n" not in words else anchor[0] + "m", align=align)


def text_width(words: str, size: float, face: str = "house") -> float:
    """Returns how wide the longest of the lines is, in the units of a frame."""
    return max(font(face, round(size * SCALE)).getlength(line) for line in words.split("\n")) / SCALE

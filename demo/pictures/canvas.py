"""A sheet to draw flat shapes on, twice as large as the picture that comes of it, so that edges are smooth.

What is drawn is measured in units; the picture has more pixels than that, so that the booklet prints it at 300 an inch.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from typing import Final

from PIL import Image, ImageDraw

type Point = tuple[float, float]

PIXELS: Final = 1.25  # to a unit: a scene of 1,600 units becomes 2,000 pixels wide, the most that the wiki keeps
SCALE: Final = 2 * PIXELS
INK: Final = "#17202b"
PAPER: Final = "#fdfdfb"
SHADE: Final = "#e6e9e5"
FILL: Final = {1: "#582246", 2: "#c33f1c", 3: "#3f97a0", 4: "#efbf4a"}
MOTIF: Final = {1: "#e8a0b4", 2: "#ffd9b0", 3: "#e3f4ee", 4: "#8a3a12"}
TINT: Final = {1: "#f3e4ee", 2: "#fbe6dc", 3: "#e0f0f0", 4: "#fbf0d2"}
STEPS: Final = 96  # points of a whole turn


class Canvas:
    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = (round(width * PIXELS), round(height * PIXELS))
        self.image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), ground)
        self._draw = ImageDraw.Draw(self.image)

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(out, "PNG")
        return out.getvalue()

    def rect(self, x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> None:
        box = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.rounded_rectangle(box, radius * SCALE, fill)

    def frame(self, x: float, y: float, width: float, height: float, colour: str, line: float) -> None:
        """A border that lies within."""
        box = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self._draw.rectangle(box, None, colour, round(line * SCALE))

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.polygon(turn(x, y, radius), fill)

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """With round ends and corners."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self._draw.line(scaled, colour, round(width * SCALE))
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float) -> None:
        self.arc(x, y, radius, 0, 360, colour, width)

    def arc(self, x: float, y: float, radius: float, start: float, end: float, colour: str, width: float) -> None:
        self.line(turn(x, y, radius, start, end), colour, width)

    def paper(self, motif: int, x: float, y: float, width: float, height: float, *, times: float = 1) -> None:
        """A surface of one of the four printed papers."""
        self.cut_out(motif, [(x, y), (x + width, y), (x + width, y + height), (x, y + height)], times=times)

    def cut_out(self, motif: int, points: Iterable[Point], *, times: float = 1) -> None:
        """A shape of one of the four printed papers."""
        scaled = [(round(x * SCALE), round(y * SCALE)) for x, y in points]
        left, top = min(x for x, _y in scaled), min(y for _x, y in scaled)
        size = (max(x for x, _y in scaled) - left, max(y for _x, y in scaled) - top)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], 255)
        self.image.paste(printed(motif, size, times * SCALE), (left, top), mask)


def turn(x: float, y: float, radius: float, start: float = 0, end: float = 360) -> list[Point]:
    """Points of a circle, degrees from the right, clockwise."""
    steps = max(2, round(STEPS * abs(end - start) / 360))
    angles = (start + (end - start) * step / steps for step in range(steps + 1))
    return [(x + radius * cos(angle * pi / 180), y + radius * sin(angle * pi / 180)) for angle in angles]


def printed(motif: int, size: tuple[int, int], times: float) -> Image.Image:
    """A sheet of printed paper: its block, pressed again and again."""
    block = BLOCKS[motif](times)
    sheet = Image.new("RGB", size, FILL[motif])
    for x in range(0, size[0], block.width):
        for y in range(0, size[1], block.height):
            sheet.paste(block, (x, y))
    return sheet


class PaperBlock:
    """A block of a paper, cut in the units of frontend/motifs/."""

    def __init__(self, motif: int, width: int, height: int, times: float) -> None:
        self.times, self.colour, self.ground = times, MOTIF[motif], FILL[motif]
        self.image = Image.new("RGB", (round(width * times), round(height * times)), self.ground)
        self._draw = ImageDraw.Draw(self.image)

    def shape(self, points: Iterable[Point], fill: str = "") -> None:
        self._draw.polygon([(x * self.times, y * self.times) for x, y in points], fill or self.colour)

    def line(self, points: Sequence[Point], width: float) -> None:
        scaled = [(x * self.times, y * self.times) for x, y in points]
        self._draw.line(scaled, self.colour, max(1, round(width * self.times)), joint="curve")


def louvres(times: float) -> Image.Image:
    block = PaperBlock(1, 36, 24, times)
    for x, y in ((1, 3), (19, 15), (-17, 15)):
        block.shape([(x + 4, y), (x + 32, y), (x + 28, y + 6), (x, y + 6)])
    return block.image


def hooks(times: float) -> Image.Image:
    block = PaperBlock(2, 44, 56, times)
    for x, y in ((0, 0), (22, 28)):
        block.line(turn(x + 7, y + 5.5, 2.6), 2.4)
        bend = turn(x + 12.6, y + 17, 5.6, 180, 0)
        block.line([(x + 7, y + 8), *bend, (x + 18.2, y + 12.5)], 3.2)
        block.line([(x + 18.2, y + 12), (x + 14, y + 16.4)], 3.2)
    return block.image


def scales(times: float) -> Image.Image:
    block = PaperBlock(3, 48, 24, times)
    for y in (0, 12, 24, 36, 48):
        for x in (0, 48) if y % 24 == 0 else (24,):
            for radius in (22.7, 15.6, 8.5):
                block.shape(turn(x, y, radius + 1.3))
                block.shape(turn(x, y, radius - 1.3), block.ground)
            block.shape(turn(x, y, 2.6))
    return block.image


def rings(times: float) -> Image.Image:
    block = PaperBlock(4, 44, 44, times)
    for x, y in ((0, 0), (44, 0), (0, 44), (44, 44), (22, 22)):
        block.line(turn(x, y, 22), 2.6)
    for x, y in ((22, 0), (22, 44), (0, 22), (44, 22)):
        block.shape(turn(x, y, 3))
    return block.image


BLOCKS: Final = {1: louvres, 2: hooks, 3: scales, 4: rings}

"""What stands in several films: labels, speech, eyes in the dark, hats, lamps, a cat, telephones."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, Point, turn
from demo.videos.frames import Frame, text_width


def label(on: Frame, words: str, *, x: float = 48, y: float = 40, size: float = 34, shown: float = 1) -> None:
    """The teller's words, on a paper label at the top left; it comes in from above."""
    if shown <= 0:
        return
    lines = words.count("\n") + 1
    width, height = text_width(words, size) + 56, lines * size * 1.25 + 26
    top = y - (1 - shown) * (height + y + 10)
    on.rect(x, top, width, height, PAPER)
    on.rect(x, top, 10, height, INK)
    on.text(x + 32, top + height / 2, words, size, INK, "house", "lm")


def speech(
    on: Frame,
    words: str,
    x: float,
    y: float,
    *,
    to: Point,
    shown: float = 1,
    size: float = 34,
    ink: str = INK,
    paper: str = PAPER,
) -> None:
    """What somebody says, between guillemets, in a bubble centred on (x, y) that points at `to`."""
    if shown <= 0.05:
        return
    words = f"« {words} »"
    lines = words.count("\n") + 1
    width, height = text_width(words, size, "people") + 60, lines * size * 1.3 + 36
    with on.moved(x, y, times=shown):
        tip = ((to[0] - x) / shown * min(1, shown), (to[1] - y) / shown * min(1, shown))
        base = max(-width / 2 + 50, min(width / 2 - 50, tip[0] * 0.6))
        on.polygon([(base - 24, 0), (base + 24, 0), tip], paper)
        on.rect(-width / 2, -height / 2, width, height, paper, radius=26)
        on.text(0, 0, words, size, ink, "people")


def two_eyes(
    on: Frame, x: float, y: float, *, gaze: Point = (0, 0), size: float = 16, shut: bool = False, opened: float = 1
) -> None:
    """Eyes of which nothing else is seen."""
    for side in (-1, 1):
        middle = x + side * size * 1.6
        if shut or opened < 0.15:
            on.line([(middle - size * 0.8, y), (middle + size * 0.8, y)], PAPER, size * 0.25)
        else:
            on.oval(middle, y, size, size * min(1.15, opened), PAPER)
            on.disc(middle + gaze[0] * size * 0.45, y + gaze[1] * size * 0.45, size * 0.46, INK)


def top_hat(on: Frame, colour: str = INK, band: str = FILL[2]) -> None:
    """Stands with the middle of its brim at the origin."""
    on.polygon([(-46, 0), (-52, -84), (52, -84), (46, 0)], colour)
    on.oval(0, -84, 52, 9, colour)
    on.polygon([(-46, -4), (-48, -26), (48, -26), (46, -4)], band)
    on.rect(-78, -6, 156, 13, colour, radius=6)


def bowler(on: Frame, colour: str = "#5b3a29", band: str = FILL[4]) -> None:
    on.polygon([*turn(0, -4, 48, 180, 360)], colour)
    on.rect(-48, -18, 96, 14, band)
    on.rect(-72, -7, 144, 13, colour, radius=6)


def crown(on: Frame, colour: str = FILL[4]) -> None:
    on.polygon([(-50, 6), (-58, -64), (-26, -30), (0, -78), (26, -30), (58, -64), (50, 6)], colour)
    for x, y in ((-58, -66), (0, -80), (58, -66)):
        on.disc(x, y, 9, FILL[2])
    on.rect(-50, -6, 100, 12, "#c28e1d")


def lampshade(on: Frame, colour: str = FILL[4], trim: str = "#c28e1d") -> None:
    """As a hat: its lower edge at the origin."""
    on.polygon([(-96, 6), (-52, -104), (52, -104), (96, 6)], colour)
    for x in (-48, 0, 48):
        on.line([(x * 0.62, -100), (x * 1.3, 0)], trim, 5)
    on.polygon([(-98, 12), (-95, -6), (95, -6), (98, 12)], trim)
    for x in range(-88, 96, 22):
        on.disc(x, 16, 7, trim)
    on.rect(-54, -110, 108, 12, trim, radius=5)


def phone(on: Frame, width: float, height: float, screen: str) -> None:
    """Around the origin."""
    on.rect(-width / 2, -height / 2, width, height, INK, radius=width * 0.1)
    edge = width * 0.05
    on.rect(-width / 2 + edge, -height / 2 + edge, width - 2 * edge, height - 2 * edge, screen, radius=width * 0.065)


def button(
    on: Frame,
    x: float,
    y: float,
    width: float,
    words: str,
    *,
    pressed: bool = False,
    fill: str = INK,
    ink: str = PAPER,
    size: float = 26,
) -> None:
    """Centred."""
    grown = 6 if pressed else 0
    on.rect(x - width / 2 + grown, y - 30 + grown / 2, width - 2 * grown, 60 - grown, fill, radius=8)
    on.text(x, y, words, size, ink)


def cat(
    on: Frame,
    *,
    colour: str = "#3a3f47",
    gaze: Point = (0, 0),
    licks: bool = False,
    tail: float = 0,
    shut: bool = False,
) -> None:
    """Sits with its feet at the origin, 200 high."""
    on.line([(52, -18), (104, -30), (122, -80), (110 + tail, -128)], colour, 22)
    on.polygon([*turn(0, -66, 66, 180, 360), (74, 0), (-74, 0)], colour)
    on.oval(0, -52, 32, 44, "#5a616b")
    for side in (-1, 1):
        on.oval(side * 26, -6, 22, 12, colour)
        on.polygon([(side * 20, -184), (side * 56, -222), (side * 60, -154)], colour)
        on.polygon([(side * 34, -184), (side * 50, -204), (side * 52, -168)], "#e8a0b4")
    on.oval(0, -146, 64, 54, colour)
    for side in (-1, 1):
        if shut:
            on.arc(side * 25, -146, 13, 200, 340, FILL[4], 5)
        else:
            on.oval(side * 25, -152, 15, 17, FILL[4])
            on.oval(side * 25 + gaze[0] * 7, -152 + gaze[1] * 6, 5, 13, INK)
        for shift in (-8, 4):
            on.line([(side * 34, -126 + shift / 2), (side * 84, -132 + shift * 1.6)], SHADE, 2.5)
    on.polygon([(-8, -134), (8, -134), (0, -124)], "#e8a0b4")
    on.arc(-8, -122, 8, 0, 160, SHADE, 4)
    on.arc(8, -122, 8, 20, 180, SHADE, 4)
    if licks:
        on.oval(12, -112, 9, 13, "#e8728c")


def heart(on: Frame, x: float, y: float, colour: str = FILL[2]) -> None:
    """40 wide."""
    with on.moved(x, y):
        on.disc(-9, -5, 11, colour)
        on.disc(9, -5, 11, colour)
        on.polygon([(-19, -1), (19, -1), (0, 22)], colour)


def bubbles(on: Frame, x: float, y: float, t: float) -> None:
    """Air that rises in water."""
    for number in range(4):
        up = (t * 0.7 + number * 0.27) % 1
        on.ring(x + (number % 2) * 16 - 8, y - up * 110, 4 + number % 3 * 2, PAPER, 3)

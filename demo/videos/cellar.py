"""The cellar of question 1, with its light and its jars, and the man who comes down into it."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, TINT
from demo.videos.frames import HEIGHT, WIDTH, Frame
from demo.videos.puppets import Look

MAN = Look("#3f97a0", "#e8b98f", "#5b4636", moustache=True)


def cellar() -> Frame:
    on = Frame("#cbb4c2")
    for row in range(9):
        for column in range(-1, 9):
            x, y = column * 164 + (row % 2) * 82, row * 68
            on.rect(x + 4, y + 4, 156, 60, "#bfa5b5" if (row * 5 + column * 3) % 4 else "#b598aa", radius=9)
    on.rect(0, 590, WIDTH, HEIGHT - 590, FILL[1])
    on.rect(0, 590, WIDTH, 10, "#3c1530")
    for top in (170, 360):
        on.rect(850, top + 120, 390, 18, "#6b4a35")
        for number in range(5):
            jar(on, 880 + number * 76, top + 120, (FILL[2], FILL[4], "#7d3a66", "#5a8a4a", FILL[2])[number])
    on.rect(850, 480, 18, 112, "#6b4a35")
    on.rect(1222, 290, 18, 302, "#6b4a35")
    on.rect(850, 290, 18, 302, "#6b4a35")
    return on


def jar(on: Frame, x: float, foot: float, colour: str) -> None:
    on.rect(x, foot - 74, 52, 74, TINT[1], radius=8)
    on.rect(x + 5, foot - 56, 42, 52, colour, radius=6)
    on.rect(x + 2, foot - 86, 48, 16, PAPER if colour == FILL[4] else FILL[4], radius=3)


def bulb(on: Frame, *, lit: bool, tilt: float = 0) -> None:
    with on.moved(640, 0, turned=tilt):
        if lit:
            on.disc(0, 140, 92, "#ecdfc0")
            on.disc(0, 140, 62, "#fbeec4")
        on.line([(0, 0), (0, 92)], INK, 5)
        on.rect(-15, 88, 30, 28, INK, radius=4)
        on.disc(0, 140, 32, "#ffe9a3" if lit else "#8a7a86")

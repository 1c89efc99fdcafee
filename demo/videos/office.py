"""The office of question 2: a clerk, her telephone, and a screen that is full of water."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, TINT
from demo.videos.frames import HEIGHT, WIDTH, Frame
from demo.videos.motion import sway
from demo.videos.props import bubbles
from demo.videos.puppets import Look, Mood, puppet

CLERK = Look("#7d3a66", "#e8b98f", "#8a4a26", "bob", glasses=True)


SCREEN = (560, 96, 640, 400)


WATER = "#bfe0e2"


def office() -> Frame:
    on = Frame(TINT[2])
    on.paper(2, 0, 0, 70, HEIGHT, times=1.6)
    on.rect(70, 0, 8, HEIGHT, INK)
    on.rect(150, 90, 170, 210, PAPER)
    on.frame(150, 90, 170, 210, "#d9a58f", 8)
    on.polygon([(158, 292), (158, 230), (210, 180), (250, 236), (280, 206), (312, 246), (312, 292)], "#f2b99f")
    on.disc(270, 140, 22, FILL[4])
    x, y, width, height = SCREEN
    on.rect(x - 24, y - 24, width + 48, height + 48, INK, radius=18)
    on.rect(x, y, width, height, WATER)
    on.rect(x + width / 2 - 40, y + height + 24, 80, 70, INK)
    return on


def desk(on: Frame) -> None:
    on.rect(78, 586, WIDTH, 22, "#6b2a14")
    on.rect(78, 608, WIDTH, 120, FILL[2])
    on.rect(SCREEN[0] + SCREEN[2] / 2 - 130, 566, 260, 22, INK, radius=8)


def clerk(on: Frame, mood: Mood, *, size: float = 1.1) -> None:
    with on.moved(330, 610, times=size):
        puppet(on, CLERK, mood, behind=True)


def telephone(on: Frame, *, lifted: bool) -> None:
    """Red, with a cord, on the desk."""
    with on.moved(178, 590):
        on.polygon([(-62, 0), (-44, -52), (44, -52), (62, 0)], FILL[4])
        on.disc(0, -24, 19, PAPER)
        on.disc(0, -24, 8, FILL[4])
        if not lifted:
            handset(on, 0, -58)


def handset(on: Frame, x: float, y: float) -> None:
    on.line([(x - 50, y), (x + 50, y)], INK, 18)
    for side in (-1, 1):
        on.disc(x + side * 52, y + 7, 18, INK)


def on_screen(on: Frame, t: float) -> None:
    x, y, width, _height = SCREEN
    for row in range(3):
        wave = [(x + n * width / 32, y + 26 + row * 130 + sway(t, 2.2, 5, n / 8 + row * 0.3)) for n in range(33)]
        on.line(wave, "#d9eeee", 4)
    bubbles(on, x + 560, y + 330, t)


def clip_to_screen(on: Frame) -> None:
    """What swims stays behind the edge of the screen."""
    x, y, width, height = SCREEN
    on.rect(x - 24, y - 24, 24, height + 48, INK)
    on.rect(x + width, y - 24, 24, height + 48, INK)
    on.rect(x + width + 24, 0, 200, 560, TINT[2])
    on.rect(x - 24, y + height, width + 48, 24, INK)

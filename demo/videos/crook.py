"""The fish of question 2, who wears one hat more each time, and what becomes of the hats."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER
from demo.videos.frames import Frame
from demo.videos.motion import between, ease, sway
from demo.videos.props import bowler, crown, top_hat


def crook(
    on: Frame,
    x: float,
    y: float,
    size: float,
    *,
    hats: int,
    t: float,
    mouth: str = "talk",
    pale: bool = False,
    scared: bool = False,
    worn: float = 1,
) -> None:
    """The fish, seen from its left side, in a tie, with so many hats on."""
    colour, fin = ("#b9c6b4", "#97a792") if pale else (FILL[2], "#8f2a0f")
    with on.moved(x, y, times=size, turned=sway(t, 1.7, 3)):
        upper = [(150 - 300 * n / 16, -88 * (1 - (n / 8 - 1) ** 2) ** 0.8) for n in range(17)]
        wag = sway(t, 0.5, 20)
        on.polygon([(-120, 0), (-214, -74 + wag), (-190, wag * 0.5), (-214, 74 + wag)], fin)
        on.polygon([(-30, -76), (20, -128), (54, -76)], fin)
        on.polygon([*upper, *((px, -py) for px, py in reversed(upper))], colour)
        on.polygon([(-30, 20), (-76, 66 + wag), (-4, 56)], fin)
        for row in range(3):
            on.arc(-20 - row * 34, 0, 34, -50, 50, fin, 5)
        on.polygon([(40, 66), (62, 66), (58, 84), (72, 140), (51, 162), (30, 140), (44, 84)], INK)
        wide = 32 if scared else 26
        on.disc(84, -26, wide, PAPER)
        on.disc(84 + (2 if scared else 10), -24, 9 if scared else 13, INK)
        if not scared:
            on.line([(54, -62), (108, -46)], INK, 9)
        if mouth == "talk" and int(t * 8) % 2:
            on.oval(136, 24, 15, 16, INK)
        elif scared:
            on.oval(134, 28, 13, 18, INK)
        else:
            on.line([(150, 12), (112, 26)], INK, 7)
        if hats:
            with on.moved(40, -78, turned=-5):
                hat_pile(on, hats, worn)


def hat_pile(on: Frame, hats: int, worn: float) -> None:
    up = 0.0
    for number in range(hats):
        newest = number == hats - 1
        with on.moved(sway(number, 4, 5), up - (1 - worn) * 160 * newest, turned=sway(number, 3, 7)):
            (top_hat, bowler, crown, top_hat, crown)[number](on)
        up -= (74, 44, 50, 74, 50)[number]


def hats_sink(on: Frame, t: float) -> None:
    sink = ease(t, 0.6, 1.6)
    for number, kind in enumerate((top_hat, bowler, crown, top_hat, crown)):
        x, y = (964, 930, 1010, 840, 1086)[number], between(372 - number * 48, 484, sink)
        with on.moved(x + sway(t, 1.6, 10, number * 0.3), y, times=0.72, turned=sway(t, 1.9, 14, number * 0.2)):
            kind(on)
    for number in range(6):
        on.ring(900 + number * 34, 430 - t * 90 - number * 14, 6 + number % 3 * 3, PAPER, 3)

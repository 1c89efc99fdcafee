"""What the two accounts of question 4 look like, and what stands in them."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, turn
from demo.pictures.things import guillemet
from demo.videos.frames import Frame, text_width

HOUSE = "#22405e"


OWN = (60, 140, 400, 376)


FIRM = (820, 140, 400, 376)


ROAST = "Mon chat a mangé\nle gigot !"


SMOKE = "Pensez à tester vos\ndétecteurs de fumée."


def wall(on: Frame, box: tuple[int, int, int, int], title: str, followers: str, colour: str, *, firm: bool) -> None:
    """The screen of an account."""
    x, y, width, height = box
    on.rect(x - 12, y - 12, width + 24, height + 24, INK, radius=16)
    on.rect(x, y, width, height, PAPER, radius=6)
    on.rect(x, y, width, 74, colour, radius=6)
    on.disc(x + 42, y + 37, 26, PAPER)
    if firm:
        guillemet(on, x + 34, y + 37, 24, HOUSE)
        guillemet(on, x + 51, y + 37, 24, HOUSE, opens=False)
    else:
        flower(on, x + 42, y + 37, 0.62)
    on.text(x + 84, y + 26, title, 25, PAPER, "house", "lm")
    on.text(x + 84, y + 54, followers, 19, PAPER, "note", "lm")
    on.rect(x + width / 2 - 30, y + height + 12, 60, 60, INK)
    on.rect(x + width / 2 - 90, y + height + 66, 180, 18, INK, radius=6)


def accounts(on: Frame) -> None:
    wall(on, OWN, "Claire", "48 amis", FILL[2], firm=False)
    wall(on, FIRM, "Deux Rives", "100 000 abonnés", HOUSE, firm=True)


def flower(on: Frame, x: float, y: float, size: float) -> None:
    with on.moved(x, y, times=size):
        for number in range(5):
            px, py = turn(0, 0, 17, number * 72 - 90, number * 72 - 89)[0]
            on.disc(px, py, 13, FILL[2])
        on.disc(0, 0, 10, FILL[4])


def post(
    on: Frame,
    box: tuple[int, int, int, int],
    words: str,
    shown: float,
    *,
    y: float = 100,
    size: float = 29,
    picture: str = "",
) -> None:
    """What an account has published."""
    if shown <= 0.05:
        return
    x, top, width, _height = box
    with on.moved(x + width / 2, top + y + 58, times=min(1.08, shown)):
        on.rect(-width / 2 + 18, -52, width - 36, 104, SHADE, radius=14)
        on.text(-width / 2 + 40, 0, words, size, INK, "people", "lm")
        if picture == "roast":
            with on.moved(136, 4, times=0.46):
                roast(on)
        elif picture == "smoke":
            on.disc(154, 0, 25, PAPER)
            on.disc(154, 0, 8, FILL[2])
            on.ring(154, 0, 17, "#9aa6b2", 3)


def roast(on: Frame) -> None:
    on.oval(0, 34, 74, 14, PAPER)
    on.oval(-12, 0, 48, 36, "#8a3a12")
    on.line([(30, 0), (70, -14)], "#f3e7d2", 14)
    on.disc(72, -22, 9, "#f3e7d2")
    on.disc(76, -8, 9, "#f3e7d2")
    on.arc(-14, 2, 30, 190, 270, "#b0653e", 6)


def answer(
    on: Frame, x: float, y: float, words: str, shown: float, colour: str, *, name: str = "", large: bool = False
) -> None:
    if shown <= 0.05:
        return
    size, half = (31, 36) if large else (26, 25)
    width = text_width(words, size, "people") + 44
    with on.moved(x, y, times=shown):
        if name:
            on.rect(0, -half - 34, text_width(name, 22) + 32, 40, colour, radius=8)
            on.text(16, -half - 17, name, 22, PAPER, "house", "lm")
        on.rect(-4, -half - 4, width + 8, 2 * half + 8, colour, radius=18)
        on.rect(0, -half, width, 2 * half, PAPER, radius=16)
        on.text(22, 0, words, size, INK, "people", "lm")

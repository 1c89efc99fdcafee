"""The cover and the openings of the four chapters: there a label covers the lower half, so little happens in it.

What stands in several pictures: people, telephones, envelopes, guillemets, plants.
"""

from __future__ import annotations

from math import sin

from demo.pictures.canvas import FILL, INK, MOTIF, PAPER, SHADE, TINT, Canvas, Point, turn


def person(on: Canvas, x: float, foot: float, size: float, clothes: str, skin: str, hair: str) -> None:
    """Head and shoulders, which end at `foot`; `size` is the width of the shoulders."""
    head, neck = size * 0.23, size * 0.62
    shoulders = [*turn(x, foot, size / 2, 180, 360)]
    on.polygon([*shoulders, (x + size / 2, foot), (x - size / 2, foot)], clothes)
    on.rect(x - head * 0.42, foot - neck, head * 0.84, size * 0.2, skin, radius=head * 0.3)
    on.disc(x, foot - size * 0.74, head, skin)
    on.polygon(turn(x, foot - size * 0.78, head * 1.1, 180, 360), hair)
    on.disc(x - head * 0.5, foot - size * 0.84, head * 0.62, hair)


def telephone(on: Canvas, x: float, y: float, width: float, screen: str) -> tuple[float, float, float, float]:
    """Upright, twice as high as wide; returns its screen."""
    height, edge = width * 2, width * 0.06
    on.rect(x, y, width, height, INK, radius=width * 0.13)
    inner = (x + edge, y + edge * 1.8, width - 2 * edge, height - 4.4 * edge)
    on.rect(*inner, screen, radius=width * 0.04)
    on.rect(x + width * 0.38, y + height - edge * 1.6, width * 0.24, edge * 0.6, PAPER, radius=edge * 0.3)
    return inner


def envelope(on: Canvas, x: float, y: float, width: float, colour: str = PAPER) -> None:
    height, line = width * 0.64, width * 0.025
    on.rect(x, y, width, height, colour)
    for points in (
        [(x, y), (x + width / 2, y + height * 0.58), (x + width, y)],
        [(x, y + height), (x + width * 0.36, y + height * 0.42)],
        [(x + width, y + height), (x + width * 0.64, y + height * 0.42)],
    ):
        on.line(points, INK, line)
    on.line([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], INK, line)


def guillemet(on: Canvas, x: float, y: float, size: float, colour: str, *, opens: bool = True) -> None:
    """A pair of angles, centred."""
    way, line = (1 if opens else -1), size * 0.17
    for shift in (-0.24, 0.24):
        middle = x + shift * size
        points: list[Point] = [
            (middle + way * size * 0.2, y - size * 0.46),
            (middle - way * size * 0.16, y),
            (middle + way * size * 0.2, y + size * 0.46),
        ]
        on.line(points, colour, line)


def plant(on: Canvas, x: float, foot: float, size: float, pot: str, leaf: str) -> None:
    for tilt in (-0.52, -0.2, 0.16, 0.5):
        tip = (x + tilt * size * 1.3, foot - size * (1.5 - abs(tilt)))
        near = (x + tilt * size * 0.3, foot - size * 0.45)
        side = size * 0.16
        on.polygon([near, (tip[0] - side, tip[1] + size * 0.42), tip, (tip[0] + side, tip[1] + size * 0.5)], leaf)
    on.polygon(
        [(x - size * 0.36, foot - size * 0.5), (x + size * 0.36, foot - size * 0.5),
         (x + size * 0.27, foot), (x - size * 0.27, foot)],
        pot,
    )  # fmt: skip
    on.rect(x - size * 0.41, foot - size * 0.56, size * 0.82, size * 0.14, pot)


def cup(on: Canvas, x: float, y: float, radius: float, motif: int) -> None:
    """Seen from above, on its saucer."""
    on.disc(x, y, radius * 1.5, SHADE)
    on.disc(x, y, radius * 1.42, PAPER)
    on.line([(x + radius * 0.9, y - radius * 0.2), (x + radius * 1.32, y - radius * 0.5)], FILL[motif], radius * 0.2)
    on.disc(x, y, radius, FILL[motif])
    on.disc(x, y, radius * 0.82, "#4a2c1a")
    on.arc(x, y, radius * 0.62, 200, 265, TINT[motif], radius * 0.07)


def fish(on: Canvas, x: float, y: float, size: float, colour: str, *, to_right: bool = True) -> None:
    way = 1 if to_right else -1
    upper = [(x + way * size * (t / 10 - 0.5), y - size * 0.27 * (1 - (t / 5 - 1) ** 2)) for t in range(11)]
    lower = [(px, 2 * y - py) for px, py in reversed(upper)]
    on.polygon([*upper, *lower], colour)
    tail = x - way * size * 0.42
    on.polygon([(tail, y), (tail - way * size * 0.28, y - size * 0.22), (tail - way * size * 0.2, y),
                (tail - way * size * 0.28, y + size * 0.22)], colour)  # fmt: skip
    on.disc(x + way * size * 0.3, y - size * 0.05, size * 0.055, PAPER)
    on.disc(x + way * size * 0.31, y - size * 0.05, size * 0.028, INK)


WIDTH, HEIGHT = 1600, 1200
WALL, SKY, LEAF = "#efe7d8", "#cfe0e3", "#3d6b4f"
SKINS = ("#e9b892", "#8d5a3b", "#f0c9a8", "#b97f56")


def cover() -> bytes:
    """A house: on the ground floor four windows, at each somebody who reads or speaks, before one of the four papers."""
    on = Canvas(WIDTH, HEIGHT, SKY)
    on.disc(1400, 200, 100, "#f6e3a8")
    for x, size in ((120, 190), (1490, 180)):
        on.rect(x - 16, 780, 32, 330, "#6b4a35")
        on.disc(x, 720, size, LEAF)
        on.disc(x - size * 0.3, 660, size * 0.5, "#4b7d5f")
    on.rect(270, 120, 1060, 1000, WALL)
    on.polygon([(220, 130), (390, 10), (1210, 10), (1380, 130)], INK)
    on.rect(0, 1090, WIDTH, 110, "#8fa58f")
    on.rect(270, 590, 1060, 16, "#ddd0b8")
    clothes = (PAPER, "#22405e", "#f0d9a0", "#7b2d26")
    hairs = ("#3a2a20", "#1d1713", "#a8552a", "#cfcac2")
    for motif, x in enumerate((352, 580, 808, 1036), start=1):
        closed(on, motif, x)
        on.rect(x - 12, 678, 224, 312, PAPER)
        on.paper(motif, x, 690, 200, 300, times=1.3)
        person(on, x + 100, 990, 160, clothes[motif - 1], SKINS[motif - 1], hairs[motif - 1])
        on.rect(x - 20, 986, 240, 24, PAPER)
        on.rect(x - 20, 1006, 240, 7, "#c9bda6")
    telephone(on, 494, 900, 42, TINT[4])
    telephone(on, 1060, 900, 42, TINT[4])
    guillemet(on, 640, 740, 56, PAPER)
    guillemet(on, 948, 740, 56, PAPER, opens=False)
    plant(on, 850, 988, 56, "#b2552f", LEAF)
    return on.png()


def closed(on: Canvas, motif: int, x: float) -> None:
    """A window upstairs, its shutters shut."""
    on.rect(x - 12, 208, 224, 304, PAPER)
    for side in (0, 102):
        on.rect(x + side, 220, 98, 292, FILL[motif])
        for y in range(238, 500, 24):
            on.rect(x + side + 14, y, 70, 9, MOTIF[motif])
    on.rect(x - 20, 508, 240, 22, PAPER)


def privacy() -> bytes:
    """A window at night with louvred shutters, one half open: within, somebody looks at a telephone."""
    on = Canvas(WIDTH, HEIGHT, FILL[1])
    on.paper(1, 0, 0, WIDTH, HEIGHT, times=2.2)
    on.rect(280, 90, 1040, 960, PAPER)
    on.rect(310, 120, 980, 900, "#2b1524")
    on.disc(800, 410, 278, "#4a2a40")
    on.disc(800, 410, 205, "#6b3d57")
    on.rect(540, 740, 520, 280, "#e8a0b4")
    person(on, 800, 745, 520, "#e8a0b4", SKINS[0], "#21130d")
    telephone(on, 722, 470, 156, "#fff3c4")
    for thumb in (700, 900):
        on.line([(thumb, 800), (thumb + (22 if thumb < 800 else -22), 640)], SKINS[0], 48)
    shutter(on, 310, 330, slats=15)
    shutter(on, 1130, 160, slats=15)
    on.rect(240, 1010, 1120, 56, PAPER)
    on.rect(240, 1058, 1120, 14, "#bba9b5")
    plant(on, 1205, 1010, 120, FILL[2], "#5f9a78")
    return on.png()


def shutter(on: Canvas, x: float, width: float, *, slats: int) -> None:
    top, height = 120, 900
    on.rect(x, top, width, height, "#7d3a66")
    step = (height - 60) / slats
    for number in range(slats):
        y = top + 30 + number * step
        on.polygon(
            [(x + 26, y + 6), (x + width - 18, y + 6), (x + width - 26, y + step - 8), (x + 18, y + step - 8)],
            "#e8a0b4" if number != 7 else "#fff3c4",
        )
    on.frame(x, top, width, height, "#3f1832", 8)


def crooks() -> bytes:
    """Under water: a letter hangs on a hook, two fish swim up to it, others stay below."""
    on = Canvas(WIDTH, HEIGHT, FILL[2])
    on.paper(2, 0, 0, WIDTH, 150, times=1.7)
    on.rect(0, 150, WIDTH, HEIGHT - 150, "#f7d7c2")
    waves(on, 150, PAPER)
    on.rect(0, 1050, WIDTH, 150, "#e9b594")
    for x, size in ((130, 150), (260, 100), (1480, 160), (1340, 90)):
        weed(on, x, 1060, size)
    on.line([(800, 0), (800, 190)], INK, 9)
    letter(on, 585, 265, 430)
    on.ring(800, 202, 24, INK, 12)
    on.line([(800, 226), (800, 340), *turn(738, 340, 62, 0, 180), (676, 300)], INK, 20)
    on.line([(676, 304), (716, 344)], INK, 20)
    fish(on, 320, 400, 250, FILL[3])
    fish(on, 250, 760, 150, "#22405e")
    fish(on, 1330, 800, 190, FILL[1], to_right=False)
    fish(on, 1270, 400, 260, "#efbf4a", to_right=False)
    fish(on, 800, 900, 170, FILL[2])
    for x, y, radius in ((1480, 300, 14), (1500, 250, 20), (1470, 210, 10), (170, 300, 12), (150, 260, 18)):
        on.ring(x, y, radius, PAPER, 6)
    return on.png()


def waves(on: Canvas, y: float, colour: str) -> None:
    for x in range(-60, WIDTH + 120, 120):
        on.arc(x + 60, y - 10, 62, 15, 165, colour, 12)


def letter(on: Canvas, x: float, y: float, width: float) -> None:
    height = width * 0.66
    on.polygon([(x, y), (x + width, y + 26), (x + width - 10, y + height + 26), (x - 10, y + height)], PAPER)
    flap = [(x, y), (x + width * 0.49, y + height * 0.62), (x + width, y + 26)]
    on.line(flap, INK, 10)
    outline = [(x, y), (x + width, y + 26), (x + width - 10, y + height + 26), (x - 10, y + height), (x, y)]
    on.line(outline, INK, 10)
    on.disc(x + width * 0.49, y + height * 0.62, 46, FILL[2])
    on.rect(x + width * 0.49 - 6, y + height * 0.62 - 26, 12, 32, PAPER, radius=6)
    on.disc(x + width * 0.49, y + height * 0.62 + 22, 7, PAPER)


def weed(on: Canvas, x: float, foot: float, size: float) -> None:
    for shift in (-0.3, 0, 0.3):
        wave = [(x + shift * size + size * 0.1 * sin(n / 3), foot - size * n * 0.075) for n in range(24)]
        on.line(wave, "#b0653e", size * 0.11)


def identity() -> bytes:
    """A fingerprint as large as a hill; somebody walks before it and leaves footprints."""
    on = Canvas(WIDTH, HEIGHT, TINT[3])
    on.paper(3, 0, 0, WIDTH, 170, times=2)
    on.disc(800, 500, 470, PAPER)
    fingerprint(on, 800, 480)
    on.polygon([(0, 640), (520, 570), (1060, 590), (WIDTH, 540), (WIDTH, HEIGHT), (0, HEIGHT)], "#f0dfb6")
    on.polygon([(0, 860), (620, 960), (1180, 840), (WIDTH, 900), (WIDTH, HEIGHT), (0, HEIGHT)], "#e6cf9a")
    for number in range(12):
        x, y = 90 + number * 76, 800 - number * 13
        on.polygon([(x + px * 0.9, y + py * 0.45) for px, py in turn(0, 0, 24)], "#cfb37a")
        on.disc(x + 30, y - 5, 6, "#cfb37a")
    walker(on, 1060, 670)
    return on.png()


def fingerprint(on: Canvas, x: float, y: float) -> None:
    """Arches around a loop, each broken somewhere, as the lines of a finger are."""
    for number, radius in enumerate(range(46, 440, 43)):
        gap = 205 + (number * 67) % 120
        on.arc(x, y, radius, 180, gap - 700 / radius, FILL[3], 19)
        on.arc(x, y, radius, gap + 700 / radius, 360, FILL[3], 19)
        left, right = 340 - number * 14 - (number % 3) * 46, 330 - number * 12 - (number % 2) * 50
        on.line([(x - radius, y), (x - radius + 8, y + left)], FILL[3], 19)
        on.line([(x + radius, y), (x + radius - 8, y + right)], FILL[3], 19)
    on.line([(x, y + 10), (x, y + 300)], FILL[3], 19)


def walker(on: Canvas, x: float, foot: float) -> None:
    on.line([(x, foot - 200), (x - 52, foot - 100), (x - 78, foot)], INK, 40)
    on.line([(x, foot - 200), (x + 46, foot - 104), (x + 60, foot)], "#22303f", 40)
    on.line([(x - 78, foot), (x - 46, foot)], INK, 24)
    on.line([(x + 60, foot), (x + 94, foot)], "#22303f", 24)
    on.polygon([(x - 62, foot - 180), (x - 46, foot - 370), (x + 40, foot - 370), (x + 66, foot - 180)], FILL[2])
    on.line([(x + 26, foot - 350), (x + 70, foot - 270), (x + 126, foot - 286)], FILL[2], 34)
    on.disc(x + 130, foot - 288, 17, SKINS[3])
    on.rect(x + 122, foot - 344, 34, 62, INK, radius=6)
    on.rect(x - 14, foot - 400, 30, 50, SKINS[3])
    on.disc(x + 4, foot - 430, 50, SKINS[3])
    on.polygon(turn(x, foot - 440, 54, 150, 340), "#2a1a12")


def brands() -> bytes:
    """A desk from above: two rings of coffee that cross, a company's badge and a card of one's own."""
    on = Canvas(WIDTH, HEIGHT, FILL[4])
    on.paper(4, 0, 0, WIDTH, HEIGHT, times=2)
    on.rect(150, 120, 1300, 960, PAPER)
    on.ring(770, 360, 180, "#c79a5a", 24)
    on.ring(970, 360, 180, "#9a6a34", 24)
    on.arc(770, 360, 180, -70, -20, "#c79a5a", 24)
    badge(on, 240, 170)
    cup(on, 1290, 320, 104, 1)
    card(on, 1050, 800)
    on.line([(480, 980), (820, 920)], FILL[2], 26)
    on.polygon([(820, 906), (820, 934), (866, 913)], "#e9cfa8")
    on.line([(480, 980), (500, 977)], INK, 26)
    for y in (720, 764, 808):
        on.line([(260, y), (760 - (y - 720), y)], SHADE, 14)
    return on.png()


def badge(on: Canvas, x: float, y: float) -> None:
    on.line([(x + 60, 0), (x + 150, y - 40)], FILL[3], 26)
    on.line([(x + 240, 0), (x + 150, y - 40)], "#2f7780", 26)
    on.rect(x + 128, y - 56, 44, 70, INK, radius=10)
    on.rect(x, y, 300, 420, "#22405e", radius=18)
    on.rect(x + 14, y + 14, 272, 392, PAPER, radius=10)
    on.rect(x + 14, y + 14, 272, 78, "#22405e")
    guillemet(on, x + 112, y + 53, 40, PAPER)
    guillemet(on, x + 188, y + 53, 40, PAPER, opens=False)
    person(on, x + 150, y + 300, 170, FILL[3], SKINS[1], "#1d1713")
    on.line([(x + 60, y + 340), (x + 240, y + 340)], INK, 14)
    on.line([(x + 90, y + 374), (x + 210, y + 374)], MOTIF[4], 10)


def card(on: Canvas, x: float, y: float) -> None:
    on.polygon([(x, y + 30), (x + 300, y), (x + 318, y + 180), (x + 18, y + 210)], FILL[2])
    on.polygon([(x + 10, y + 40), (x + 291, y + 12), (x + 307, y + 170), (x + 27, y + 199)], TINT[2])
    person(on, x + 92, y + 166, 96, FILL[2], SKINS[1], "#1d1713")
    on.line([(x + 170, y + 74), (x + 268, y + 65)], INK, 13)
    on.line([(x + 173, y + 108), (x + 262, y + 100)], FILL[2], 9)
    on.line([(x + 176, y + 138), (x + 240, y + 132)], FILL[2], 9)

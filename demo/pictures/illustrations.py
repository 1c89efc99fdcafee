"""The illustrations of single tips and pages: one thing each, on white, in the colours of their question."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, TINT, Canvas, turn
from demo.pictures.scenes import envelope, guillemet, person, telephone

WIDTH, HEIGHT = 1200, 750


def letter_box() -> bytes:
    """A letter box with its door locked, and a bunch of keys that hangs from it."""
    on = Canvas(WIDTH, HEIGHT, TINT[1])
    on.paper(1, 0, 560, WIDTH, 190, times=1.6)
    on.rect(0, 548, WIDTH, 14, INK)
    on.rect(560, 470, 80, 90, "#6b4a35")
    on.polygon([*turn(450, 280, 150, 180, 270), *turn(750, 280, 150, 270, 360), (900, 480), (300, 480)], FILL[1])
    on.rect(300, 280, 300, 200, "#7d3a66")
    on.polygon([*turn(450, 280, 150, 180, 360), (600, 280)], "#7d3a66")
    on.rect(350, 270, 200, 26, "#2b1524", radius=13)
    envelope(on, 372, 176, 156)
    on.rect(350, 270, 200, 14, "#2b1524", radius=7)
    on.disc(450, 392, 42, "#efbf4a")
    on.disc(450, 382, 12, INK)
    on.polygon([(443, 384), (457, 384), (463, 416), (437, 416)], INK)
    for tilt, colour in ((-46, FILL[4]), (0, PAPER), (44, FILL[2])):
        key(on, 790, 330, tilt, colour)
    on.ring(790, 320, 34, INK, 9)
    return on.png()


def key(on: Canvas, x: float, y: float, tilt: float, colour: str) -> None:
    foot = (x + tilt * 1.5, y + 190)
    bow = (x + tilt * 0.42, y + 54)
    on.line([bow, foot], colour, 17)
    on.ring(*bow, 27, colour, 15)
    for part in (0.8, 0.96):
        at = (x + tilt * 1.5 * part, y + 190 * part)
        on.line([at, (at[0] + 34, at[1] + 4)], colour, 13)


def call() -> bytes:
    """A telephone that rings beside a bank card lying on its face, whose number is ringed."""
    on = Canvas(WIDTH, HEIGHT, TINT[2])
    on.paper(2, 0, 0, 300, HEIGHT, times=1.6)
    on.rect(300, 0, 12, HEIGHT, INK)
    x, y, width, height = telephone(on, 180, 95, 280, "#22405e")
    on.disc(x + width / 2, y + 130, 62, SHADE)
    person(on, x + width / 2, y + 186, 96, INK, "#9aa6b2", INK)
    on.line([(x + 60, y + 236), (x + width - 60, y + 236)], PAPER, 14)
    on.line([(x + 88, y + 272), (x + width - 88, y + 272)], "#9aa6b2", 9)
    for place, colour in ((0.28, "#c8102e"), (0.72, "#7f8b95")):
        on.disc(x + width * place, y + height - 80, 40, colour)
    on.arc(x + width * 0.28, y + height - 58, 34, 222, 318, PAPER, 13)
    on.line([(x + width * 0.72 - 16, y + height - 80), (x + width * 0.72 + 16, y + height - 80)], PAPER, 9)
    for radius in (46, 82, 118):
        on.arc(500, 330, radius, -42, 42, FILL[2], 12)
    on.rect(690, 250, 430, 270, FILL[3], radius=24)
    on.rect(690, 290, 430, 56, INK)
    on.rect(724, 376, 230, 44, PAPER)
    on.line([(970, 398), (1070, 398)], TINT[3], 10)
    for start in range(732, 1080, 92):
        on.line([(start, 466), (start + 58, 466)], PAPER, 15)
    ellipse = [(905 + (px - 905) * 1.28, 466 + (py - 466) * 0.29) for px, py in turn(905, 466, 168)]
    on.line(ellipse, FILL[2], 12)
    return on.png()


def search() -> bytes:
    """A name between guillemets in a search box, and three piles of sheets under it."""
    on = Canvas(WIDTH, HEIGHT, TINT[3])
    on.paper(3, 0, 0, WIDTH, 150, times=1.6)
    on.rect(0, 150, WIDTH, 12, INK)
    on.rect(190, 96, 820, 128, INK, radius=64)
    on.rect(202, 108, 796, 104, PAPER, radius=52)
    guillemet(on, 290, 160, 56, FILL[3])
    guillemet(on, 760, 160, 56, FILL[3], opens=False)
    on.line([(350, 160), (500, 160)], INK, 24)
    on.line([(546, 160), (700, 160)], INK, 24)
    on.ring(900, 152, 30, INK, 12)
    on.line([(923, 175), (950, 200)], INK, 14)
    for x, sheets, sign in ((150, 4, 0), (480, 6, 1), (810, 3, 2)):
        pile(on, x, 650, sheets)
        mark(on, x + 120, 650 - sheets * 30 - 80, sign)
    on.rect(90, 650, 1020, 14, INK)
    return on.png()


def pile(on: Canvas, x: float, foot: float, sheets: int) -> None:
    for number in range(sheets):
        shift = (-14, 8, -4, 16, -10, 4)[number]
        on.rect(x + shift, foot - 30 * (number + 1), 240, 26, PAPER if number % 2 else "#c9dfe1")
        on.frame(x + shift, foot - 30 * (number + 1), 240, 26, INK, 4)


def mark(on: Canvas, x: float, y: float, sign: int) -> None:
    """Thrown away, written to, kept."""
    on.disc(x, y, 58, (FILL[2], FILL[1], "#1b5e37")[sign])
    if sign == 0:
        on.line([(x - 22, y - 22), (x + 22, y + 22)], PAPER, 14)
        on.line([(x + 22, y - 22), (x - 22, y + 22)], PAPER, 14)
    elif sign == 1:
        envelope(on, x - 34, y - 22, 68)
    else:
        on.line([(x - 26, y + 2), (x - 6, y + 22), (x + 28, y - 20)], PAPER, 14)


def sticker() -> bytes:
    """A code on a parking meter: a corner of the sticker comes off, another code is under it."""
    on = Canvas(WIDTH, HEIGHT, TINT[2])
    on.paper(2, 0, 600, WIDTH, 150, times=1.6)
    on.rect(0, 590, WIDTH, 12, INK)
    on.rect(540, 540, 120, 60, "#3c4650")
    on.rect(340, 60, 520, 490, "#4a5560", radius=36)
    on.rect(372, 92, 456, 70, "#b9d7c4", radius=8)
    for start in range(400, 640, 60):
        on.line([(start, 127), (start + 34, 127)], "#2c4a3a", 14)
    code(on, 460, 205, 280, INK, seed=5)
    sheet = [(448, 220), (694, 196), (716, 420), (660, 486), (474, 502)]
    on.polygon([(x + 10, y + 12) for x, y in sheet], "#3c4650")
    on.polygon(sheet, "#fff3c4")
    code(on, 482, 238, 180, FILL[2], seed=2)
    on.polygon([(716, 420), (660, 486), (640, 404)], "#e2c98a")
    on.line([(600, 455), (520, 462)], FILL[2], 13)
    return on.png()


def code(on: Canvas, x: float, y: float, size: float, colour: str, *, seed: int) -> None:
    """Looks like a QR code and says nothing."""
    on.rect(x - size * 0.05, y - size * 0.05, size * 1.1, size * 1.1, PAPER)
    step = size / 17
    for row in range(17):
        for column in range(17):
            if (row * row * seed + column * column * 3 + row * column * 7 + seed * 11) % 5 < 2:
                on.rect(x + column * step, y + row * step, step + 0.5, step + 0.5, colour)
    for left, top in ((0, 0), (12, 0), (0, 12)):
        on.rect(x + left * step - step, y + top * step - step, 7 * step, 7 * step, PAPER)
        on.rect(x + left * step, y + top * step, 5 * step, 5 * step, colour)
        on.rect(x + (left + 1) * step, y + (top + 1) * step, 3 * step, 3 * step, PAPER)
        on.rect(x + (left + 1.6) * step, y + (top + 1.6) * step, 1.8 * step, 1.8 * step, colour)


def cleaning() -> bytes:
    """A telephone full of small squares; a broom sweeps some of them off."""
    on = Canvas(WIDTH, HEIGHT, TINT[1])
    on.paper(1, 860, 0, 340, HEIGHT, times=1.6)
    on.rect(848, 0, 12, HEIGHT, INK)
    x, y, width, _height = telephone(on, 200, 70, 300, PAPER)
    colours = (FILL[1], FILL[3], FILL[4], FILL[2], "#22405e", "#1b5e37")
    for number in range(18):
        column, row = number % 3, number // 3
        if (column, row) in {(2, 2), (1, 3), (2, 3), (2, 4), (1, 4), (2, 5), (1, 5), (0, 5)}:
            continue
        on.rect(x + 22 + column * (width - 44) / 3, y + 26 + row * 82, 62, 62, colours[number % 6], radius=14)
    for number, (left, top, turned) in enumerate(((570, 560, 14), (650, 600, -9), (720, 540, 20), (600, 470, -16))):
        corners = [
            (left, top),
            (left + 58, top + turned),
            (left + 58 - turned, top + 58 + turned),
            (left - turned, top + 58),
        ]
        on.polygon(corners, colours[number + 1])
    on.line([(760, 90), (560, 392)], "#8a5a34", 26)
    on.polygon([(530, 366), (598, 412), (540, 540), (420, 458)], FILL[4])
    on.polygon([(530, 366), (598, 412), (584, 440), (512, 390)], FILL[2])
    for part in range(1, 6):
        bound = (512 + part * 12, 392 + part * 8)
        on.line([bound, (420 + part * 20, 458 + part * 14)], "#c08a1e", 5)
    on.rect(90, 668, 700, 12, INK)
    return on.png()


def cake() -> bytes:
    """A leaving party: four people behind a cake, and behind them a screen that nobody has locked."""
    on = Canvas(WIDTH, HEIGHT, TINT[4])
    on.paper(4, 0, 0, WIDTH, 120, times=1.6)
    on.rect(0, 120, WIDTH, 10, INK)
    for x, colour in ((150, FILL[2]), (300, FILL[3]), (1050, FILL[1])):
        on.line([(x, 250), (x + 14, 430)], INK, 4)
        on.polygon(turn(x, 195, 58), colour)
    on.rect(700, 500, 60, 70, INK)
    on.rect(520, 170, 420, 330, INK, radius=14)
    claim(on, 538, 188, 384, 294)
    clothes, skins = ("#22405e", FILL[3], FILL[1], "#1b5e37"), ("#e9b892", "#8d5a3b", "#f0c9a8", "#b97f56")
    for place, x in enumerate((120, 330, 990, 1120)):
        person(on, x, 600, 190, clothes[place], skins[place], ("#3a2a20", INK, "#a8552a", "#cfcac2")[place])
    on.rect(0, 590, WIDTH, 160, "#8a5a34")
    on.rect(0, 590, WIDTH, 16, "#6b4a35")
    on.rect(440, 540, 320, 110, "#f4d7d0", radius=16)
    on.rect(440, 540, 320, 34, FILL[2], radius=16)
    for x in range(470, 760, 52):
        on.rect(x - 5, 490, 10, 52, PAPER)
        on.disc(x, 482, 8, FILL[4])
    return on.png()


def claim(on: Canvas, x: float, y: float, width: float, height: float) -> None:
    """A file on a screen: whose it is, a car that was hit, and lines. No word of it can be read."""
    on.rect(x, y, width, height, PAPER)
    on.rect(x, y, width, 40, FILL[3])
    person(on, x + 62, y + 150, 92, FILL[1], "#e9b892", "#3a2a20")
    for row, length in enumerate((190, 150, 220)):
        on.line([(x + 140, y + 84 + row * 30), (x + 140 + length, y + 84 + row * 30)], INK, 11)
    on.polygon([(x + 40, y + 240), (x + 80, y + 196), (x + 160, y + 196), (x + 196, y + 240)], FILL[2])
    on.rect(x + 16, y + 232, 210, 34, FILL[2], radius=10)
    for wheel in (66, 176):
        on.disc(x + wheel, y + 266, 19, INK)
    for row in range(3):
        on.line([(x + 262, y + 206 + row * 28), (x + 350 - row * 14, y + 206 + row * 28)], "#9aa6b2", 10)

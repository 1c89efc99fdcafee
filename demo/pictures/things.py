"""What stands in several pictures: people, telephones, envelopes, guillemets, plants."""

from __future__ import annotations

from demo.pictures.canvas import FILL, INK, PAPER, SHADE, TINT, Canvas, Point, turn


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

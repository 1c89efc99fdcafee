"""Draws the icons with which a device shows the installed guide, into static/dist/app-icons/: `python frontend/app_icons.py`.

The mark of icon.svg as PNG, which is all that devices take: in a square, and smaller on a full ground for those that cut a
shape of their own out of it (maskable: nothing outside the middle four fifths counts).
"""

from math import hypot
from pathlib import Path

from PIL import Image, ImageDraw

DIST = Path(__file__).resolve().parent.parent / "static" / "dist" / "app-icons"
INK, PAPER = "#17202b", "#fdfdfb"
SIDE = 34  # of icon.svg
STROKE = 3.6
# The four angles of the mark: where each begins, the way to its point and back
ANGLES = [((x, 8), (x + way, 17), (x, 26)) for x, way in ((8.5, -6), (16, -6), (18, 6), (25.5, 6))]
ICONS = {"192": (192, 0.84), "512": (512, 0.84), "maskable": (512, 0.66)}
FINER = 8  # drawn so much larger, then reduced: smooth edges

type Point = tuple[float, float]


def outline(start: Point, point: Point, end: Point) -> list[Point]:
    """The two strokes of an angle as one shape, its point mitred."""
    half, across = STROKE / 2, start[0] - point[0]
    length = hypot(across, point[1] - start[1])
    # From a point of the stroke straight to its edge, and from the angle to the tip of the mitre.
    edge: Point = (half * (point[1] - start[1]) / length, half * across / length)
    mitre = half * length / (point[1] - start[1])
    return [
        (start[0] - edge[0], start[1] - edge[1]),
        (point[0] - mitre, point[1]),
        (end[0] - edge[0], end[1] + edge[1]),
        (end[0] + edge[0], end[1] - edge[1]),
        (point[0] + mitre, point[1]),
        (start[0] + edge[0], start[1] + edge[1]),
    ]


def draw(size: int, scale: float) -> Image.Image:
    large = size * FINER
    image = Image.new("RGB", (large, large), INK)
    pen, unit = ImageDraw.Draw(image), large / SIDE * scale
    for angle in ANGLES:
        # The mark stands in the middle of its square, 17 units from each side.
        pen.polygon(
            [(large / 2 + (x - 17) * unit, large / 2 + (y - 17) * unit) for x, y in outline(*angle)], fill=PAPER
        )
    return image.resize((size, size), Image.Resampling.LANCZOS).quantize(16)


def main() -> None:
    DIST.mkdir(parents=True, exist_ok=True)
    for name, (size, scale) in ICONS.items():
        draw(size, scale).save(DIST / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()

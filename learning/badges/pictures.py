"""Draws the badge: a seal with a tick, in a ring of the colours of the themes. It has no words, so it serves every language.

A light disc with dark lines and a light rim: it can be recognised on light and dark ground.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import ImageDraw

INK: Final = "#17202b"
PAPER: Final = "#fdfdfb"
SIDE: Final = 512
RIM, OUTER, INNER, LINE = 254, 244, 172, 8  # radii of the seal, and the width of its line
GAP: Final = 0.03  # between two colours, as a part of each
TICK: Final = ((182, 262), (238, 318), (338, 202))
TICK_WIDTH: Final = 38
FINER: Final = 4  # drawn so much larger, then reduced: smooth edges


def svg(colours: tuple[str, ...]) -> str:
    """Returns the badge as SVG; `colours` are those of the themes, at least one."""
    middle, ring = SIDE // 2, (OUTER + INNER) / 2
    arcs = "".join(
        f'<circle cx="{middle}" cy="{middle}" r="{ring}" fill="none" stroke="{colour}" stroke-width="{OUTER - INNER}"'
        f' pathLength="{len(colours)}" stroke-dasharray="{1 - GAP} {len(colours) - 1 + GAP}" stroke-dashoffset="{-number}"'
        f' transform="rotate(-90 {middle} {middle})"/>'
        for number, colour in enumerate(colours)
    )
    points = " ".join(f"{x},{y}" for x, y in TICK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}" height="{SIDE}">'
        f'<circle cx="{middle}" cy="{middle}" r="{RIM}" fill="{PAPER}"/>{arcs}'
        f'<circle cx="{middle}" cy="{middle}" r="{INNER}" fill="{PAPER}" stroke="{INK}" stroke-width="{LINE}"/>'
        f'<polyline points="{points}" fill="none" stroke="{INK}" stroke-width="{TICK_WIDTH}" stroke-linecap="round"'
        ' stroke-linejoin="round"/></svg>'
    )


@lru_cache(maxsize=2)
def png(colours: tuple[str, ...]) -> bytes:
    """Returns the same badge as PNG, on a transparent ground."""
    from PIL import Image, ImageDraw

    large = SIDE * FINER
    image = Image.new("RGBA", (large, large))
    pen = ImageDraw.Draw(image)
    pen.ellipse(_box(RIM), fill=PAPER)
    turn = 360 / len(colours)
    for number, colour in enumerate(colours):
        start = number * turn - 90
        pen.pieslice(_box(OUTER), start, start + turn * (1 - GAP), fill=colour)
    pen.ellipse(_box(INNER + LINE / 2), fill=PAPER, outline=INK, width=LINE * FINER)
    _draw_tick(pen)
    file = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_tick(pen: ImageDraw.ImageDraw) -> None:
    points = [(x * FINER, y * FINER) for x, y in TICK]
    pen.line(points, fill=INK, width=TICK_WIDTH * FINER, joint="curve")
    half = TICK_WIDTH * FINER / 2
    for x, y in points:
        pen.ellipse((x - half, y - half, x + half, y + half), fill=INK)


def _box(radius: float) -> tuple[float, float, float, float]:
    near, far = (SIDE / 2 - radius) * FINER, (SIDE / 2 + radius) * FINER
    return near, near, far, far

"""The barcode of a book: its ISBN as EAN-13, drawn as one path of bars, with the quiet zone that scanners need."""

from typing import Final

LEFT: Final = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
# The first figure has no bars of its own: it says which of the six after it are written in the other, mirrored way (G).
FIRST: Final = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
EDGE: Final = "101"
MIDDLE: Final = "01010"
QUIET_BEFORE, QUIET_AFTER = 11, 7  # modules
HEIGHT = 69  # modules: 22.85 mm where a module is a third of a millimetre
LONGER = 5  # modules, the bars at the edges and in the middle


def ean_of(isbn: str) -> str:
    """The thirteen figures of an ISBN as it was typed; one of ten gets 978 and another last figure. "" for anything else."""
    figures = isbn.replace("-", "").replace(" ", "")
    if len(figures) == 10:
        body = f"978{figures[:9]}"
        weighted = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body))
        figures = f"{body}{-weighted % 10}"
    return figures if len(figures) == 13 and figures.isdecimal() else ""


def modules(ean: str) -> str:
    """The 95 modules of thirteen figures, "1" for a dark one."""
    left = "".join(
        LEFT[int(figure)] if way == "L" else _inverted(LEFT[int(figure)])[::-1]
        for figure, way in zip(ean[1:7], FIRST[int(ean[0])], strict=True)
    )
    return EDGE + left + MIDDLE + "".join(_inverted(LEFT[int(figure)]) for figure in ean[7:]) + EDGE


def draw(ean: str) -> bytes:
    """The barcode of thirteen figures as SVG; the figures themselves stand in the page."""
    dark, width = modules(ean), QUIET_BEFORE + 95 + QUIET_AFTER
    bars = "".join(
        f"M{QUIET_BEFORE + place} 0h1v{HEIGHT + (LONGER if place < 3 or 45 <= place < 50 or place >= 92 else 0)}h-1z"
        for place, module in enumerate(dark)
        if module == "1"
    )
    whole = HEIGHT + LONGER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" height="{whole}">'
        f'<path fill="#fff" d="M0 0h{width}v{whole}H0z"/><path fill="#000" d="{bars}"/></svg>'
    ).encode()


def _inverted(bits: str) -> str:
    return bits.translate({ord("0"): "1", ord("1"): "0"})

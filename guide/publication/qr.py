"""The QR code of an address, as a picture made of one path: black on white, with the quiet zone that readers need."""

import io
from dataclasses import dataclass
from typing import Final

import segno

from .document import Guide
from .materials import Materials

TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
SCALE: Final = 20  # pixels of a module, and points in print: 25 modules and their quiet zone make 660
QUIET_ZONE = 4  # modules, as the standard asks
OVERLAP = 0.02  # of a module: rows that only touch show hairlines on screens


@dataclass(frozen=True, slots=True)
class Address:
    """Where the guide is read: `whole`, for the QR code, in the guide's language; `words` as people write it."""

    whole: str
    words: str


def address_of(guide: Guide, materials: Materials) -> Address | None:
    """The short address of the print run's channel, else that of the page in the guide's language, else the guide's own;
    None without any. Whoever types it types the guide's own, which is shorter than that of the page.
    """
    whole = materials.short_address or materials.links.page or guide.address
    if not whole:
        return None
    words = materials.short_address or guide.address or materials.links.page
    return Address(whole if "://" in whole else f"https://{whole}", words.partition("://")[2].rstrip("/") or words)


def draw(address: str) -> bytes:
    """The code as SVG. A quarter of it may be covered or torn, so that it still reads on a wall."""
    code = _code(address)
    size = code.symbol_size(border=QUIET_ZONE)[0]
    svg = io.StringIO()
    svg.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}">')
    svg.write(f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="')
    for y, row in enumerate(code.matrix_iter(border=QUIET_ZONE)):
        for x, length in runs([*row]):
            svg.write(f"M{x} {y}h{length}v{1 + OVERLAP}h-{length}z")
    svg.write('"/></svg>')
    return svg.getvalue().encode()


def drawn(address: str, kind: str) -> bytes:
    """The code as one of TYPES, to be put wherever somebody likes: it brings its own ground."""
    if kind == "svg":
        return draw(address)
    out = io.BytesIO()
    options = {"dpi": 300} if kind == "png" else {}
    _code(address).save(out, kind=kind, scale=SCALE, border=QUIET_ZONE, dark="#000", light="#fff", **options)
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make(address, error="q", boost_error=False, micro=False)


def runs(row: list[int]) -> list[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    found: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if dark and found and sum(found[-1]) == x:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((x, 1))
    return found

"""Draws the badge: a seal with a tick, in a ring of the colours of the themes. It has no words, so it serves every language.

A light disc with dark lines and a light rim: it can be recognised on light and dark ground.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zlib import crc32

from lxml import etree

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


# Puts a signed credential into a PNG or SVG ("baking"), and reads it back out. Open Badges 3.0, "Document Formats".


KEYWORD: Final = b"openbadgecredential"
NAMESPACE: Final = "https://purl.imsglobal.org/ob/v3p0"
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
NOT_COMPRESSED: Final = b"\0\0"
NO_LANGUAGE: Final = b"\0\0"  # neither a language nor a keyword in it


def bake_png(picture: bytes, token: str) -> bytes:
    """Returns the picture with the credential in an iTXt chunk behind its header, in place of any that was there."""
    text = KEYWORD + b"\0" + NOT_COMPRESSED + NO_LANGUAGE + token.encode()
    header, *others = [chunk for chunk in _chunks(picture) if not _is_credential(*chunk)]
    return SIGNATURE + b"".join(_chunk(*chunk) for chunk in (header, (b"iTXt", text), *others))


def token_in_png(picture: bytes) -> str | None:
    """Returns the credential of a PNG, or None. Raises ValueError for what is no PNG."""
    before = len(KEYWORD) + 1 + len(NOT_COMPRESSED) + len(NO_LANGUAGE)
    return next((body[before:].decode() for kind, body in _chunks(picture) if _is_credential(kind, body)), None)


def bake_svg(picture: str, token: str) -> str:
    """Returns the picture with the credential as its first element, in place of any that was there."""
    root = _root(picture)
    for old in root.findall(f"{{{NAMESPACE}}}credential"):
        root.remove(old)
    baked = etree.Element(root.tag, root.attrib, nsmap=root.nsmap | {"openbadges": NAMESPACE})
    baked.append(etree.Element(f"{{{NAMESPACE}}}credential", {"verify": token}))
    baked.extend(root)
    return str(etree.tostring(baked, encoding="unicode"))


def token_in_svg(picture: str) -> str | None:
    """Returns the credential of an SVG, or None. Raises ValueError for what is no XML."""
    found = _root(picture).find(f"{{{NAMESPACE}}}credential")
    return None if found is None else found.get("verify")


def _root(picture: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(picture.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("This is no SVG.") from error


def _is_credential(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(KEYWORD + b"\0")


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not picture.startswith(SIGNATURE):
        raise ValueError("This is no PNG.")
    place = len(SIGNATURE)
    while place < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, place)
        yield kind, picture[place + 8 : place + 8 + size]
        place += size + 12


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))

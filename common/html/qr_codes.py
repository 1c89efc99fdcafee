"""QR codes that are drawn in the page itself: of a room, of a slip. Those of printed guides are in guide/publication/qr.py."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """Returns it as SVG, dark on light with its quiet zone, in whatever size its place has."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(svg)  # noqa: S308 - modules of a code, and no text

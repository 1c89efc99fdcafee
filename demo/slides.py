"""Draws slides: a PDF of a few pages with a title and lines each, in the fonts that every reader has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WIDTH, HEIGHT = 960, 540
INK: Final = "0.09 0.13 0.19"
BAND: Final = "0.11 0.36 0.53"
LEADING = 46


def slides_pdf(title: str, pages: Sequence[Sequence[str]]) -> bytes:
    """Returns the PDF: of each page the first line is its title."""
    contents = [_page(lines, number, len(pages)) for number, lines in enumerate(pages, 1)]
    first = 5
    kids = " ".join(f"{first + 2 * place} 0 R" for place in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for place, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {first + 2 * place + 1} 0 R"
            " /Resources << /Font << /B 3 0 R /R 4 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    objects.append(b"<< /Title " + _text(title) + b" >>")
    return _written(objects)


def _page(lines: Sequence[str], number: int, of: int) -> bytes:
    title, *others = lines
    drawn = [f"{BAND} rg 0 {HEIGHT - 18} {WIDTH} 18 re f {INK} rg".encode(), _line("B", 40, 64, HEIGHT - 110, title)]
    drawn += [_line("R", 25, 64, HEIGHT - 190 - place * LEADING, line) for place, line in enumerate(others)]
    drawn.append(_line("R", 14, WIDTH - 90, 28, f"{number} / {of}"))
    return b"\n".join(drawn)


def _line(font: str, size: int, x: int, y: int, words: str) -> bytes:
    return f"BT /{font} {size} Tf {x} {y} Td ".encode() + _text(words) + b" Tj ET"


def _text(words: str) -> bytes:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("cp1252", "replace") + b")"


def _written(objects: Sequence[bytes]) -> bytes:
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects))
    made += b"startxref\n%d\n%%%%EOF\n" % table
    return bytes(made)

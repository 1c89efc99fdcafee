"""The code that is scanned: black on white, with its quiet zone, as a picture for screens and for print."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from guide.publication import covers, qr

pytestmark = pytest.mark.pure

# What the standard's own example looks like, module by module.
EXAMPLE = "10100010110100111011001100100110111101001110101010110011011011001000010101110010011101000100101"
ADDRESS = "https://bonsens.example/c/lille/"


def test_the_picture_has_four_modules_of_white_around_it() -> None:
    image = Image.open(BytesIO(qr.drawn(ADDRESS, "png"))).convert("L")
    quiet = qr.QUIET_ZONE * qr.SCALE
    edge = [image.getpixel((x, y)) for x in range(image.width) for y in (0, quiet - 1, image.height - 1)]
    assert set(edge) == {255}
    assert image.getpixel((quiet + 1, quiet + 1)) == 0


def test_the_vector_needs_no_style_and_no_script() -> None:
    svg = qr.drawn(ADDRESS, "svg").decode()
    assert svg.startswith("<svg") and 'fill="#fff"' in svg and 'fill="#000"' in svg
    assert "style" not in svg and "script" not in svg


def test_the_print_is_a_pdf() -> None:
    assert qr.drawn(ADDRESS, "pdf").startswith(b"%PDF-")


def test_an_isbn_becomes_the_bars_of_its_ean() -> None:
    assert covers.modules("5901234123457") == EXAMPLE
    assert covers.ean_of("978-2-1234-5680-3") == "9782123456803"
    assert covers.ean_of("2-266-11156-6") == "9782266111560", "an older one, of ten figures"
    assert covers.ean_of("") == ""
    assert covers.draw("9782123456803").count(b"h1v") == covers.modules("9782123456803").count("1")

"""A credential in a picture: other programs read it there, and see the same picture."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops

from learning.badges import pictures

pytestmark = pytest.mark.pure

COLOURS = ("#582246", "#c33f1c", "#3f97a0")
TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJpZCI6Ingi-_fQ.c2ln"
CREDENTIAL = "{https://purl.imsglobal.org/ob/v3p0}credential"


def test_pillow_reads_the_credential_of_a_png_and_sees_the_same_picture() -> None:
    plain = pictures.png(COLOURS)
    Image.open(BytesIO(pictures.bake_png(plain, TOKEN))).verify()  # the sums of all chunks
    baked = Image.open(BytesIO(pictures.bake_png(plain, TOKEN)))
    assert baked.text == {"openbadgecredential": TOKEN}  # type: ignore[attr-defined]
    assert ImageChops.difference(baked, Image.open(BytesIO(plain))).getbbox(alpha_only=False) is None


def test_the_chunk_of_a_png_is_not_compressed() -> None:
    assert b"iTXtopenbadgecredential\0\0\0\0\0" + TOKEN.encode() in pictures.bake_png(pictures.png(COLOURS), TOKEN)


def test_elementtree_reads_the_credential_of_an_svg_as_its_first_element() -> None:
    root = ElementTree.fromstring(pictures.bake_svg(pictures.svg(COLOURS), TOKEN))
    assert (root[0].tag, root[0].get("verify")) == (CREDENTIAL, TOKEN)
    plain = ElementTree.fromstring(pictures.svg(COLOURS))
    assert [ElementTree.tostring(one) for one in root[1:]] == [ElementTree.tostring(one) for one in plain]


def test_what_was_baked_is_read_back_and_baking_anew_takes_its_place() -> None:
    png, svg = pictures.png(COLOURS), pictures.svg(COLOURS)
    assert pictures.token_in_png(png) is None
    assert pictures.token_in_svg(svg) is None
    again_png = pictures.bake_png(pictures.bake_png(png, "old.old.old"), TOKEN)
    again_svg = pictures.bake_svg(pictures.bake_svg(svg, "old.old.old"), TOKEN)
    assert pictures.token_in_png(again_png) == pictures.token_in_svg(again_svg) == TOKEN
    assert b"old.old.old" not in again_png
    assert "old.old.old" not in again_svg


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="PNG"):
        pictures.token_in_png(b"GIF89a")
    with pytest.raises(ValueError, match="SVG"):
        pictures.token_in_svg("<svg")


@pytest.mark.parametrize("count", [1, 2, 8])
def test_the_ring_has_the_colours_of_the_themes(count: int) -> None:
    colours = ("#582246", "#c33f1c", "#3f97a0", "#efbf4a", "#27477f", "#47783c", "#dd8fa3", "#86664b")[:count]
    image = Image.open(BytesIO(pictures.png(colours))).convert("RGB")
    seen = {colour for _times, colour in image.getcolors(1_000_000) or []}
    assert {tuple(bytes.fromhex(colour[1:])) for colour in colours} <= seen
    assert pictures.svg(colours).count("<circle") == count + 2

"""Pages of a PDF as pictures: drawn one after the other, so that no more than one is in memory."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

COLOURS: Final = 64


def pages(pdf: bytes, *, width: int, most: int = 1000) -> Iterator["Image.Image"]:
    """The first pages, each `width` pixels wide. Raises PdfiumError on what is no PDF."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as document:
        for number in range(min(len(document), most)):
            page = document[number]
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True, prefer_bgrx=True)
            picture = bitmap.to_pil().convert("RGB")
            bitmap.close()
            page.close()
            yield picture


def png(picture: "Image.Image") -> bytes:
    """As PNG of few colours, without dots mixed of two: flat papers and letters need no more."""
    from PIL import Image  # what draws a page has loaded it by now; the server, which asks for drawings, has not

    buffer = io.BytesIO()
    flat = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    flat.save(buffer, "PNG", compress_level=9)
    return buffer.getvalue()


def webp(picture: "Image.Image") -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=80, method=2)
    return buffer.getvalue()

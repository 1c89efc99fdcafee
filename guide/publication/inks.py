"""Which inks a colour of the book is printed with: cyan, magenta, yellow and black, each from 0 to 1.

The colours of the house are mixed by hand for coated paper (no more than 240 % of ink in all, the limit is 300 and more); any
other is computed, with all of its grey in the black. Black stands alone: what is ink on the screen is no mixture.
"""

import io
from typing import Final

from PIL import Image, ImageChops, ImageMath

type Inks = tuple[float, float, float, float]

BLACK: Final[Inks] = (0, 0, 0, 1)
PAPER: Final[Inks] = (0, 0, 0, 0)
OF_THE_HOUSE: Final[dict[str, Inks]] = {
    "17202b": BLACK,  # ink
    "000000": BLACK,
    "45505b": (0, 0, 0, 0.75),
    "c3c9cd": (0, 0, 0, 0.25),  # the lines of the pages for notes
    "fdfdfb": PAPER,
    "fffffd": PAPER,
    "ffffff": PAPER,
    "582246": (0.55, 0.92, 0.38, 0.45),  # aubergine, and its louvres
    "e8a0b4": (0.05, 0.46, 0.12, 0),
    "c33f1c": (0.15, 0.87, 1, 0.05),  # vermilion, and its hooks
    "ffd9b0": (0, 0.18, 0.33, 0),
    "3f97a0": (0.73, 0.22, 0.33, 0.05),  # lagoon, and its arcs
    "e3f4ee": (0.12, 0, 0.08, 0),
    "efbf4a": (0.05, 0.25, 0.8, 0),  # mustard, and its rings
    "8a3a12": (0.28, 0.82, 1, 0.28),
}
NEARLY_PAPER: Final = 0.5
JPEG_QUALITY: Final = 92


def inks_of(red: float, green: float, blue: float) -> Inks:
    """The inks of a colour given in sRGB, from 0 to 1."""
    name = "".join(f"{round(part * 255):02x}" for part in (red, green, blue))
    return OF_THE_HOUSE.get(name) or computed(red, green, blue)


def computed(red: float, green: float, blue: float) -> Inks:
    black = 1 - max(red, green, blue)
    if black == 1:
        return BLACK
    cyan, magenta, yellow = ((1 - black - part) / (1 - black) for part in (red, green, blue))
    return (cyan, magenta, yellow, black)


def inks_of_text(red: float, green: float, blue: float) -> Inks:
    """Letters are black, whatever their colour on the screen, or left out of a fill: no other plate knows a language."""
    return PAPER if min(red, green, blue) > NEARLY_PAPER else BLACK


def separated(picture: bytes) -> bytes:
    """A picture in the four inks, as JPEG; where it was transparent it shows the paper. A grey one is black alone."""
    with Image.open(io.BytesIO(picture)) as opened:
        flat = on_paper(opened)
    buffer = io.BytesIO()
    in_inks(flat).save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue()


def on_paper(picture: Image.Image) -> Image.Image:
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    whole = picture.convert("RGBA")
    paper = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(paper, whole).convert("RGB")


def in_inks(picture: Image.Image) -> Image.Image:
    """As `computed` does for each place: all grey is printed with black, so that none takes more than 300 % of ink."""
    if picture.mode == "L":
        return picture
    inverted = [ImageChops.invert(band) for band in picture.split()]
    black = ImageChops.darker(ImageChops.darker(inverted[0], inverted[1]), inverted[2])
    return Image.merge("CMYK", [*(without(black, band) for band in inverted), black])


def without(black: Image.Image, band: Image.Image) -> Image.Image:
    """What of an ink is left to print where black is taken out of it."""
    left: Image.Image = ImageMath.lambda_eval(
        lambda bands: (bands["ink"] - bands["black"]) * 255 / (256 - bands["black"]), ink=band, black=black
    )
    return left.convert("L")

"""Opens a picture that somebody sent. Only the worker process may import this: decoders are where files attack."""

from __future__ import annotations

import io

import pi_heif
from PIL import AvifImagePlugin, Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from contributions.uploads.limits import FREE_PIXELS, MOST_FRAMES, PIXELS_A_BYTE, FileRefused

# By what they hold: a name says nothing. MPO is what some cameras make of a JPEG: their first picture is taken.
FORMATS = ("PNG", "JPEG", "WEBP", "AVIF", "HEIF")
_PLUGINS = (AvifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)

Image.MAX_IMAGE_PIXELS = None  # counted below, with a limit of the site's own
pi_heif.register_heif_opener(thumbnails=False)


def open_picture(content: bytes, *, most_pixels: int) -> Image.Image:
    """The picture, not decoded yet, once its head says that it may be; raises Refused.

    Of a picture that moves, the first frame is taken.
    """
    try:
        picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except MemoryError:
        raise FileRefused("too_many_pixels") from None
    except Exception:  # decoders raise whatever they like
        raise FileRefused("unknown") from None
    pixels = picture.width * picture.height
    if pixels > most_pixels:
        raise FileRefused("too_many_pixels", pixels=pixels)
    if pixels > FREE_PIXELS and pixels > PIXELS_A_BYTE * len(content):
        raise FileRefused("too_costly")
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > MOST_FRAMES:
        raise FileRefused("too_many_frames")
    return picture


def decode(picture: Image.Image, about: tuple[int, int]) -> None:
    """Decodes the first frame, a JPEG not much larger than `about`; raises Refused."""
    try:
        if picture.format in {"JPEG", "MPO"}:
            picture.draft(None, about)
        picture.load()
    except MemoryError:
        raise FileRefused("too_many_pixels") from None
    except Exception:
        raise FileRefused("damaged") from None

"""Opens a picture that somebody sent. Only the worker process may import this: decoders are where files attack."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pi_heif
from PIL import AvifImagePlugin, Image, ImageCms, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from contributions.uploads.limits import (
    FREE_PIXELS,
    MOST_FRAMES,
    PIXELS_A_BYTE,
    POSTER,
    TALLEST,
    WIDTHS,
    EncodedPicture,
    FileRefused,
)

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


# Makes what the site stores of a picture: upright, in sRGB, without any word about where and with what it was taken.
#
# Every pixel is written anew, so that nothing of the file that was sent survives. Only the worker process imports this.


_ORIENTATION = 0x0112
_TURNS: dict[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_MANY_COLOURS = 30_000  # a drawing or a screen has fewer
_QUALITY, _PRINT_QUALITY, _EFFORT = 82, 90, 4


def make_picture(content: bytes, folder: Path, *, most_pixels: int) -> EncodedPicture:
    """Writes the widths of a picture and its file for print into `folder`; raises Refused."""
    source = open_picture(content, most_pixels=most_pixels)
    is_drawn = source.format == "PNG"
    picture = upright(source)
    widths = (*(width for width in WIDTHS if width < picture.width), picture.width)
    is_flat, whole = _encoded_best(picture, is_drawn=is_drawn)
    for width in widths[:-1]:
        content = _encoded(_narrowed(picture, width), _webp_flat if is_flat else _webp)
        (folder / f"{width}.webp").write_bytes(content)
    (folder / f"{picture.width}.webp").write_bytes(whole)
    print_name = _write_for_print(picture, folder, is_flat=is_flat)
    total = sum(path.stat().st_size for path in folder.iterdir())
    return EncodedPicture(picture.width, picture.height, widths, print_name, total)


def make_poster(content: bytes, folder: Path, *, most_pixels: int) -> str:
    """Writes the picture before a video into `folder`, anew in the form that it has; returns that: "png", "webp" or "jpg".

    What browsers show no less well as a JPEG becomes one. Raises Refused.
    """
    source = open_picture(content, most_pixels=most_pixels)
    form = {"PNG": "png", "WEBP": "webp"}.get(source.format or "", "jpg")
    picture = upright(source)
    if form == "webp":
        picture.save(folder / POSTER, "WEBP", quality=_PRINT_QUALITY, method=_EFFORT)
    elif form == "png":
        picture.save(folder / POSTER, "PNG", optimize=True)
    else:
        picture.convert("RGB").save(folder / POSTER, "JPEG", quality=_PRINT_QUALITY, optimize=True)
    return form


def upright(source: Image.Image) -> Image.Image:
    """The picture as one looks at it, no larger than it is stored, in sRGB, without anything else that was in the file."""
    turn = _TURNS.get(_orientation(source))
    lies = turn is not None and turn.value >= Image.Transpose.ROTATE_90.value and turn != Image.Transpose.ROTATE_180
    size = _stored_size(source.size, lies=lies)
    decode(source, (size[0] * 2, size[1] * 2))
    picture, profile = _in_plain_colours(source), source.info.get("icc_profile")
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = _without_idle_alpha(_in_srgb(picture, profile))
    if turn is not None:
        picture = picture.transpose(turn)
    picture.info = {}
    return picture


def _orientation(source: Image.Image) -> int:
    try:
        return int(source.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever the camera wrote
        return 1


def _stored_size(size: tuple[int, int], *, lies: bool) -> tuple[int, int]:
    """How large the picture is stored, before it is turned: at most as wide and as high as the site shows, never enlarged."""
    width, height = (size[1], size[0]) if lies else size
    factor = min(1.0, WIDTHS[-1] / width, TALLEST / height)
    stored = (max(1, round(width * factor)), max(1, round(height * factor)))
    return (stored[1], stored[0]) if lies else stored


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """8 bits a channel: L, RGB, RGBA, or CMYK, which its profile will turn into RGB."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in {"RGB", "RGBA", "L", "CMYK"} and "transparency" not in picture.info:
        return picture.copy()
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    target = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            of_picture = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, of_picture, ImageCms.createProfile("sRGB"), outputMode=target)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None  # a profile that is damaged, or of other colours than the picture's
        if turned is not None:
            return turned
    return picture.convert(target)


def _without_idle_alpha(picture: Image.Image) -> Image.Image:
    """Nothing can be seen through most pictures that could be seen through."""
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture


type _Write = Callable[[Image.Image, io.BytesIO], None]


def _webp(picture: Image.Image, file: io.BytesIO) -> None:
    picture.save(file, "WEBP", quality=_QUALITY, method=_EFFORT, exif=b"", xmp=b"", icc_profile=b"")


def _webp_flat(picture: Image.Image, file: io.BytesIO) -> None:
    picture.save(file, "WEBP", lossless=True, quality=60, method=_EFFORT, exif=b"", xmp=b"", icc_profile=b"")


def _encoded(picture: Image.Image, write: _Write) -> bytes:
    file = io.BytesIO()
    write(picture, file)
    return file.getvalue()


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded_best(picture: Image.Image, *, is_drawn: bool) -> tuple[bool, bytes]:
    """Whether a drawing or a screen is smaller without loss than as a photograph, and the smaller of the two."""
    as_photograph = _encoded(picture, _webp)
    if not is_drawn or picture.getcolors(_MANY_COLOURS) is None:
        return False, as_photograph
    flat = _encoded(picture, _webp_flat)
    return (True, flat) if len(flat) <= len(as_photograph) else (False, as_photograph)


def _write_for_print(picture: Image.Image, folder: Path, *, is_flat: bool) -> str:
    """One file that every PDF engine and e-book reader takes: PNG without loss, else JPEG, on white paper."""
    if is_flat:
        picture.save(folder / "print.png", "PNG", optimize=True)
        return "print.png"
    on_paper = Image.new("RGB", picture.size, "white")
    on_paper.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    on_paper.save(folder / "print.jpg", "JPEG", quality=_PRINT_QUALITY, optimize=True)
    return "print.jpg"

"""Makes the pictures of videos anew, for settings.POSTER_ENCODER."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from contributions.uploads import errors, processing
from contributions.uploads.limits import POSTER, FileRefused


def encode_poster(content: bytes) -> tuple[bytes, str]:
    """Returns the picture without any word about where and with what it was taken, and its form: "png", "webp" or "jpg".

    Raises NotTaken.
    """
    with TemporaryDirectory() as folder:
        try:
            form = processing.make_poster(content, Path(folder), most_pixels=settings.PICTURE_MEGAPIXELS * 1_000_000)
        except FileRefused as refused:
            raise errors.refusal(refused, is_picture=True) from None
        return (Path(folder) / POSTER).read_bytes(), form

"""The logo of the organisation: a picture made anew as every other one is, which everybody may see.

What an earlier version of the settings showed stays in its folder, as its row stays in the history.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from accounts.models import User
from campaign.site_settings.models import SiteSettings
from contributions.uploads import limits, processing, storage
from contributions.uploads.limits import POSTER, FileRefused

KIND = "logo"
FILE = "logo.webp"


def take_in_logo(content: bytes, *, by: User) -> None:
    """Shows this picture as the logo from now on. Raises NotTaken."""
    limit = limits.most_picture_bytes()
    if len(content) > limit:
        raise limits.too_large(len(content), limit, is_picture=True)
    token = storage.new_token()
    try:
        with storage.unfinished(KIND, token) as folder:
            made = processing.make_picture(content, folder, most_pixels=settings.PICTURE_MEGAPIXELS * 1_000_000)
            width = min(made.widths)
            (folder / f"{width}.webp").rename(folder / FILE)
            storage.finish(folder, KIND, token)
    except FileRefused as refused:
        raise limits.refusal(refused, is_picture=True) from None
    height = max(1, round(made.height * width / made.width))
    stored = {"token": token, "width": width, "height": height, "printed": made.print_name}
    SiteSettings().decide({"logo": stored}, by=by)


def remove_logo(*, by: User) -> None:
    SiteSettings().decide({"logo": {}}, by=by)


def logo_file(token: str) -> Path | None:
    """Returns the file of a logo of now or of before; None where there is none of that name."""
    file = storage.folder_of(KIND, token) / FILE
    return file if storage.TOKEN.fullmatch(token) and file.is_file() else None


# Makes the pictures of videos anew, for settings.POSTER_ENCODER.


def encode_poster(content: bytes) -> tuple[bytes, str]:
    """Returns the picture without any word about where and with what it was taken, and its form: "png", "webp" or "jpg".

    Raises NotTaken.
    """
    with TemporaryDirectory() as folder:
        try:
            form = processing.make_poster(content, Path(folder), most_pixels=settings.PICTURE_MEGAPIXELS * 1_000_000)
        except FileRefused as refused:
            raise limits.refusal(refused, is_picture=True) from None
        return (Path(folder) / POSTER).read_bytes(), form

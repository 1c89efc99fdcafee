"""The pictures that an edition takes along: found by its texts, and copied when it is published.

The copies lie beside the pictures of the wiki, under names made of their content. They are never deleted and never
change: an edition can be made again from its frozen document and from them, whatever becomes of the wiki.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from contributions.models import Image
from contributions.uploads import storage
from contributions.uploads.logo import FILE, KIND
from contributions.uploads.querysets import tokens_in
from guide.publication import document

COPIES = "editions"


class Pictures:
    """The pictures that texts show, and those that the house itself puts somewhere; each has a name of its own."""

    def __init__(self, texts: Iterable[str], images: Iterable[Image | None] = ()) -> None:
        tokens = {token for text in texts for token in tokens_in(text, "images")}
        tokens |= {image.token for image in images if image}
        found = list(Image.objects.in_sight().filter(token__in=tokens).order_by("pk"))
        often = Counter(image.name for image in found)
        self._names = {
            image.token: image.name if often[image.name] == 1 else f"{image.name}-{image.token}" for image in found
        }
        self.all = tuple(_picture(image, self._names[image.token]) for image in found)

    def shown(self, image: Image | None, words: Mapping[str, str]) -> document.PlacedPicture | None:
        """None for one that was hidden meanwhile. `words` says by token what a picture shows, where not as the picture does."""
        if image is None or image.token not in self._names:
            return None
        return document.PlacedPicture(self._names[image.token], words.get(image.token, image.alt), image.credit)


def with_logo(guide: document.Guide, logo: Mapping[str, Any]) -> document.Guide:
    """The guide with the logo of its publisher, as the settings of the site have it; without one, the guide as it is."""
    if not logo:
        return guide
    folder = storage.folder_of(KIND, logo["token"]).relative_to(settings.MEDIA_ROOT)
    copies = ((logo["width"], (folder / FILE).as_posix()),)
    picture = document.Picture(f"logo-{logo['token']}", (), copies, (folder / logo["printed"]).as_posix())
    placed = document.PlacedPicture(picture.name, guide.publisher)
    return replace(guide, pictures=(*guide.pictures, picture), logo=placed)


def _picture(image: Image, name: str) -> document.Picture:
    folder = image.folder.relative_to(settings.MEDIA_ROOT)
    copies = tuple((width, (folder / f"{width}.webp").as_posix()) for width in image.widths)
    addresses = tuple(image.address_at(width) for width in image.widths)
    return document.Picture(name, addresses, copies, (folder / image.print_name).as_posix())


def store_copies(pictures: tuple[document.Picture, ...]) -> tuple[document.Picture, ...]:
    """The pictures with files of the edition's own; one that is missing stays named, and its words are shown."""
    return tuple(
        replace(
            picture,
            copies=tuple((width, _copied(name)) for width, name in picture.copies),
            printed=_copied(picture.printed),
        )
        for picture in pictures
    )


def _copied(name: str) -> str:
    """Copies a file to a name made of its content; what is there already is the same."""
    root = Path(settings.MEDIA_ROOT)
    if not (root / name).is_file():
        return name
    content = (root / name).read_bytes()
    copy = f"{COPIES}/{hashlib.sha256(content).hexdigest()[:32]}{Path(name).suffix}"
    path = root / copy
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    return copy

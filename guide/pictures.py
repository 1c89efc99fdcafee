"""The pictures that an edition takes along: found by its texts, and copied when it is published.

The copies lie beside the pictures of the wiki, under names made of their content. They are never deleted and never
change: an edition can be made again from its frozen document and from them, whatever becomes of the wiki.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from contributions.images.addresses import tokens_in
from contributions.models import Image
from guide.publication import document

COPIES = "editions"


def pictures_in(texts: Iterable[str]) -> tuple[document.Picture, ...]:
    """The pictures that texts show, each with its files as they lie in the wiki."""
    tokens = {token for text in texts for token in tokens_in(text, "images")}
    return tuple(_picture(image) for image in Image.objects.in_sight().filter(token__in=tokens).order_by("pk"))


def _picture(image: Image) -> document.Picture:
    folder = image.folder.relative_to(settings.MEDIA_ROOT)
    copies = tuple((width, (folder / f"{width}.webp").as_posix()) for width in image.widths)
    addresses = tuple(image.address_at(width) for width in image.widths)
    return document.Picture(image.name, addresses, copies, (folder / image.print_name).as_posix())


def keep_copies(pictures: tuple[document.Picture, ...]) -> tuple[document.Picture, ...]:
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

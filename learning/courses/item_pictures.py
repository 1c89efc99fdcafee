"""The pictures of items: those of the site that they name, and what a version shows of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Self

from django.db.models import QuerySet

from contributions.models import Image
from contributions.uploads.upload_urls import tokens_in
from guide.course_parts import ItemParts, Picture
from guide.editions.picture_copies import Pictures, store_copies
from guide.models import CourseText, Translation
from learning.document import PICTURES


@dataclass(frozen=True)
class ItemPictures:
    """Of items that are stored, the pictures that nobody has hidden, by token. Of frozen ones, `names` are those of their
    files in the course, and `files` says where these are stored.
    """

    images: dict[str, Image]
    names: dict[str, str]
    files: dict[str, str]

    @classmethod
    def of(cls, items: Iterable[ItemParts], *, is_frozen: bool = False) -> Self:
        """One query, or none. Where it `is_frozen` the files are copied, as an edition's are; else nothing is written."""
        named = [picture.address for parts in items for picture in parts.pictures]
        tokens = {token for address in named for token in tokens_in(address, "images")}
        images = {one.token: one for one in _in_courses(tokens)} if tokens else {}
        names, files = _copied(images.values()) if is_frozen else ({}, {})
        return cls(images, names, files)

    def image_of(self, picture: Picture) -> Image | None:
        """Returns None for one that is hidden, or not of the site."""
        return next((self.images[one] for one in tokens_in(picture.address, "images") if one in self.images), None)

    def shown(self, picture: Picture) -> Picture | None:
        """Returns what learners see of it, with its size and its credit."""
        image = self.image_of(picture)
        if image is None:
            return None
        address = self.names.get(image.token, image.address)
        return replace(picture, address=address, width=image.width, height=image.height, credit=image.credit)

    def is_whole(self, parts: ItemParts) -> bool:
        return all(self.image_of(picture) for picture in parts.pictures)


def _in_courses(tokens: Collection[str]) -> QuerySet[Image]:
    """Those that whoever wrote the course, or translated it, could name: to know an address is not yet to show the picture."""
    kinds = [model._meta.label_lower for model in (CourseText, Translation)]
    found: QuerySet[Image] = Image.objects.in_sight().filter(token__in=tokens, uses__text_kind__in=kinds)
    return found.distinct()


def _copied(images: Iterable[Image]) -> tuple[dict[str, str], dict[str, str]]:
    """Copies the widest file of each. Returns its name in the course by token, and by name where it is stored."""
    names: dict[str, str] = {}
    files: dict[str, str] = {}
    for picture in store_copies(Pictures((), images).all):
        stored = max(picture.copies)[1]
        name = f"{PICTURES}{PurePosixPath(stored).name}"
        files[name] = stored
        names |= {token: name for address in picture.addresses for token in tokens_in(address, "images")}
    return names, files

"""What an ebook says of itself: its identifier, its rights, how it can be read, and the files that it holds."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from ..document import Guide

NAMES: Final = uuid.NAMESPACE_URL
LONG_AGO: Final = date(2000, 1, 1)  # when a preview, which has no date, was last changed: always the same bytes
TYPES: Final = {
    ".xhtml": "application/xhtml+xml",
    ".ncx": "application/x-dtbncx+xml",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
}
FEATURES: Final = ("ARIA", "displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the manifest."""

    id: str
    href: str
    type: str
    properties: str = ""


@dataclass(frozen=True, slots=True)
class PackageMetadata:
    guide: Guide
    cover: str  # the id of the item that shows it
    has_pictures: bool

    @property
    def identifier(self) -> str:
        """Its ISBN, else a name made of what tells one edition from another."""
        guide = self.guide
        if number := guide.imprint.isbn.replace("-", "").replace(" ", ""):
            return f"urn:isbn:{number}"
        edition = "preview" if guide.edition is None else str(guide.edition)
        return uuid.uuid5(NAMES, "|".join((guide.publisher, guide.title, edition, guide.language))).urn

    @property
    def modified(self) -> str:
        days = (self.guide.published_on, self.guide.changed_on)
        return f"{max((day for day in days if day), default=LONG_AGO).isoformat()}T00:00:00Z"

    @property
    def rights(self) -> str:
        guide = self.guide
        year = f"{guide.published_on.year} " if guide.published_on else ""
        return ". ".join(filter(None, (f"© {year}{guide.publisher}", guide.imprint.licence)))

    @property
    def modes(self) -> tuple[str, ...]:
        return ("textual", "visual") if self.has_pictures or self.cover else ("textual",)

    @property
    def features(self) -> tuple[str, ...]:
        return tuple(sorted((*FEATURES, "alternativeText"))) if "visual" in self.modes else FEATURES


def manifest(files: Iterable[str], *, cover: str) -> tuple[Item, ...]:
    """An item for each file, `cover` being the picture that shops show."""
    return tuple(item_of(name, is_cover=name == cover) for name in files)


def item_of(name: str, *, is_cover: bool) -> Item:
    path = PurePosixPath(name)
    properties = {"nav.xhtml": "nav"}.get(name, "cover-image" if is_cover else "")
    return Item(id_of(name), name, TYPES[path.suffix], properties)


def id_of(name: str) -> str:
    """An id of XML, which begins with a letter and has no slash: that of toc.ncx is the one that old readers expect."""
    return "ncx" if name == "toc.ncx" else "f-" + name.replace("/", "-").replace(".", "-")

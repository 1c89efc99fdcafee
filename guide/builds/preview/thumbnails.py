"""What stands for a form on the screen: pictures of its pages, and which of them are shown first; the contents of an EPUB."""

from __future__ import annotations

import html
import io
import logging
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from guide.publication import page_images
from guide.publication.forms import FORMS

MOST_PAGES: Final = 200
WIDTHS: Final = {"poster": 1100, "leaflet": 1100, "cover": 1100, "imposed": 900}
WIDTH: Final = 600
FIRST_SHEETS: Final = 4  # of the booklet to fold, on whose sheets no pages follow each other
MOST_CONTENTS: Final = 60
CHAPTER: Final = re.compile(r"[0-9０-９]+\b")
ITEM: Final = re.compile(r"<item\b[^<>]*>")
LINK: Final = re.compile(r"<a\b[^<>]*>((?:[^<]|<(?!/?a\b))*+)</a>")
TAG: Final = re.compile(r"<[^<>]+>")

log = logging.getLogger(__name__)

type Groups = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """`files` are those of the pictures, by their names in the folder of the build."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()
    groups: Groups = ()
    contents: tuple[str, ...] = ()


def thumbnails_of(form: str, files: Mapping[str, bytes]) -> Thumbnails:
    """What stands for a form; a file that cannot be looked into is there all the same, without pictures."""
    import pypdfium2 as pdfium  # where something is shown only: 2 MB of a server that seldom shows it

    try:
        if form == "share":
            return _of_pictures(files)
        if form == "epub":
            return _of_epub(files[FORMS[form].name])
        if FORMS[form].name.endswith(".pdf"):
            return _of_pdf(form, files[FORMS[form].name])
    except (pdfium.PdfiumError, zipfile.BadZipFile, StopIteration, KeyError):
        log.warning("%s of a preview cannot be shown", form, exc_info=True)
    return Thumbnails()


def _of_pictures(files: Mapping[str, bytes]) -> Thumbnails:
    return Thumbnails({}, tuple(f"files/{name}" for name in files), ((0, 1), (1, 1)) if len(files) > 1 else ((0, 1),))


def _of_pdf(form: str, pdf: bytes) -> Thumbnails:
    drawn = page_images.pages(pdf, width=WIDTHS.get(form, WIDTH), most=MOST_PAGES)
    pictures = {f"pages/{form}-{number}.webp": page_images.webp(page) for number, page in enumerate(drawn, 1)}
    one_by_one = tuple((number, 1) for number in range(min(len(pictures), FIRST_SHEETS)))
    return Thumbnails(pictures, tuple(pictures), one_by_one if form == "imposed" else groups_of(pdf, len(pictures)))


def groups_of(pdf: bytes, count: int) -> Groups:
    """Which pages are shown first: all of a few; of a book the cover, the pages where a chapter opens and the next two, as
    they face each other.
    """
    if count <= 4:
        return tuple((number, 1) for number in range(count))
    opening = _opening(pdf) or count // 2
    left = opening - 1 + opening % 2  # pages with an odd number are on the right
    return ((0, 1), *((first, min(2, count - first)) for first in (left, left + 2) if 0 < first < count))


def _opening(pdf: bytes) -> int | None:
    """The page where the second chapter begins, or the only one, counted from nought."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(pdf) as document:
        top = [mark for mark in document.get_toc() if mark.level == 0 and CHAPTER.match(mark.get_title())]
        for mark in [*top[1:2], *top[:1]]:
            if (target := mark.get_dest()) is not None:
                return int(target.get_index())
    return None


def _of_epub(epub: bytes) -> Thumbnails:
    """The picture on its cover, where there is one, and its table of contents."""
    with zipfile.ZipFile(io.BytesIO(epub)) as book:
        package = next(name for name in book.namelist() if name.endswith(".opf"))
        items = [_attributes(item) for item in ITEM.findall(book.read(package).decode())]
        by_property = {kind: item["href"] for item in items for kind in item.get("properties", "").split()}
        beside = PurePosixPath(package).parent
        nav = book.read(str(beside / by_property["nav"])).decode()
        titles = [html.unescape(TAG.sub("", link)).strip() for link in LINK.findall(nav)]
        files = {}
        if cover := by_property.get("cover-image"):
            files[f"pages/epub-cover{PurePosixPath(cover).suffix}"] = book.read(str(beside / cover))
    return Thumbnails(files, tuple(files), ((0, 1),) if files else (), tuple(titles[:MOST_CONTENTS]))


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'(?<![\w:-])([\w:-]++)="([^"]*)"', tag)}

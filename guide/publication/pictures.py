"""The pictures in the texts of an edition: each address of the wiki is replaced by that of the edition's own copy.

A picture of which there is no copy becomes its words: an edition never shows anything that is not its own.
"""

import html
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from .assets import hashed
from .document import Guide, Picture, PlacedPicture

TAG: Final = re.compile(r'<img (?:[^<>"]|"[^"]*")*>')
ATTRIBUTE: Final = re.compile(r' (src|srcset|sizes|loading|alt)="([^"]*)"')
OF_THE_SITE: Final = "/media/"
TYPES: Final = {".jpg": "image/jpeg", ".png": "image/png"}

log = logging.getLogger(__name__)

type Show = Callable[[str, Picture], str]


@dataclass(frozen=True, slots=True)
class DisplayedPicture:
    """A picture that the house itself puts somewhere, ready to be shown: `srcset` is empty where there is one width only."""

    src: str
    alt: str
    credit: str
    srcset: str = ""


def shown_web(
    guide: Guide, shown: PlacedPicture | None, folder: Path | None
) -> tuple[DisplayedPicture | None, dict[str, bytes]]:
    """A picture of the house beside the page, and its files; None where there is none, or its files are gone."""
    picture = _picture_of(guide, shown)
    if shown is None or picture is None:
        return None, {}
    src, srcset, files = _beside_the_page(picture, folder)
    return (DisplayedPicture(src, shown.alt, shown.credit, srcset) if src else None), files


def shown_printed(
    guide: Guide, shown: PlacedPicture | None, folder: Path | None
) -> tuple[DisplayedPicture | None, dict[str, tuple[bytes, str]]]:
    """The same for paper: its asset: address, and what stands behind it. Ebooks, too, take the printed file."""
    picture = _picture_of(guide, shown)
    if shown is None or picture is None:
        return None, {}
    src, files = _as_asset(picture, folder)
    return (DisplayedPicture(src, shown.alt, shown.credit) if src else None), files


def _picture_of(guide: Guide, shown: PlacedPicture | None) -> Picture | None:
    return next((picture for picture in guide.pictures if shown and picture.name == shown.picture), None)


def with_web_pictures(guide: Guide, folder: Path | None) -> tuple[Guide, dict[str, bytes]]:
    """The guide whose pictures stand beside its page, and the files to put there, named after their content."""
    files: dict[str, bytes] = {}

    def show(tag: str, picture: Picture) -> str:
        src, srcset, found = _beside_the_page(picture, folder)
        files.update(found)
        return _with(tag, src=src, srcset=srcset) if src else ""

    return _shown(guide, show), files


def _beside_the_page(picture: Picture, folder: Path | None) -> tuple[str, str, dict[str, bytes]]:
    """The widest file, all widths, and the files themselves; nothing at all where they are gone."""
    copies = list(_copies(picture, folder))
    names = {width: hashed(f"{picture.name}-{width}.webp", content) for width, content in copies}
    if not names:
        return "", "", {}
    srcset = ", ".join(f"{name} {width}w" for width, name in names.items()) if len(names) > 1 else ""
    return names[max(names)], srcset, {names[width]: content for width, content in copies}


def with_stored_pictures(guide: Guide, prefix: str) -> tuple[Guide, dict[str, str]]:
    """The guide whose pictures stand below `prefix`, one width each, and the stored file of each by its name there."""
    files: dict[str, str] = {}

    def show(tag: str, picture: Picture) -> str:
        stored = max(picture.copies, default=(0, ""))[1]
        if not stored:
            return ""
        name = f"{prefix}{PurePosixPath(stored).name}"
        files[name] = stored
        return _with(tag, src=name)

    return _shown(guide, show), files


def with_printed_pictures(guide: Guide, folder: Path | None) -> tuple[Guide, dict[str, tuple[bytes, str]]]:
    """The guide whose pictures are asset: addresses, and what stands behind each: content and type."""
    files: dict[str, tuple[bytes, str]] = {}

    def show(tag: str, picture: Picture) -> str:
        src, found = _as_asset(picture, folder)
        files.update(found)
        # A tagged PDF has words for every picture: for one that only decorates, a space.
        return _with(tag, src=src, alt=_attribute(tag, "alt") or " ") if src else ""

    return _shown(guide, show), files


def _as_asset(picture: Picture, folder: Path | None) -> tuple[str, dict[str, tuple[bytes, str]]]:
    content = _content(folder, picture.printed)
    if content is None:
        return "", {}
    suffix = PurePosixPath(picture.printed).suffix
    name = f"pictures/{hashed(f'{picture.name}{suffix}', content)}"
    return f"asset:{name}", {name: (content, TYPES[suffix])}


def _copies(picture: Picture, folder: Path | None) -> Iterator[tuple[int, bytes]]:
    for width, path in picture.copies:
        content = _content(folder, path)
        if content is not None:
            yield width, content


def _content(folder: Path | None, path: str) -> bytes | None:
    if folder is None or not (folder / path).is_file():
        log.error("The picture %s is missing: the edition shows its words instead", path)
        return None
    return (folder / path).read_bytes()


def _shown(guide: Guide, show: Show) -> Guide:
    """The guide with each text's pictures shown by `show`, which gives "" for one that cannot be."""
    pictures = {address: picture for picture in guide.pictures for address in picture.addresses}

    def tag(found: re.Match[str]) -> str:
        address = html.unescape(_attribute(found[0], "src"))
        if not address.startswith(OF_THE_SITE):
            return found[0]
        picture = pictures.get(address)
        return (show(found[0], picture) if picture else "") or _words(found[0])

    return guide.with_markup(lambda text: TAG.sub(tag, text))


def _attribute(tag: str, name: str) -> str:
    return next((value for found, value in ATTRIBUTE.findall(tag) if found == name), "")


def in_words(html: str) -> str:
    """A text for whoever may not see its pictures, or not there."""
    return TAG.sub(lambda found: _words(found[0]), html)


def _words(tag: str) -> str:
    return f'<span class="missing">{_attribute(tag, "alt")}</span>'


def _with(tag: str, *, src: str, srcset: str = "", alt: str | None = None) -> str:
    """The tag with other addresses; sizes stay where there are several widths to choose from.

    Nothing waits until it is scrolled to: a page that is printed would have blanks instead.
    """

    def value(found: re.Match[str]) -> str:
        name, was = found.groups()
        match name:
            case "src":
                return f' src="{src}"'
            case "alt":
                return f' alt="{was if alt is None else alt}"'
            case "srcset":
                return f' srcset="{srcset}"' if srcset else ""
            case "loading":
                return ""
        return found[0] if srcset else ""

    return ATTRIBUTE.sub(value, tag)

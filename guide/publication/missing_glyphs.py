"""Which characters of a guide the faces of the book do not have: they would be printed in another face, or as an empty box.

A server asks for this at a proof only: it has no fonts in it.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from .document import Guide
from .faces import JAPANESE

WRITTEN: Final = ("literata-400", "noto-emoji-400", "biz-udpmincho-400")  # in texts; the last where there is Japanese
TITLES: Final = ("bricolage-700", "noto-emoji-400", "biz-udpgothic-700")  # in titles, names, and what the house says
HEADING: Final = re.compile(r"<h[1-6]\b[^<>]*+>((?:[^<]|<(?!/?h[1-6]\b))*+)</h[1-6]>")
TAG: Final = re.compile(r"<[^<>]*>")
NEVER_DRAWN: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn"})  # Mn: accents, and what chooses the look of a sign
LEFT_OUT: Final = frozenset("↩")  # of links back from a note


@dataclass(frozen=True, slots=True)
class Missing:
    """A text by its anchor ("tip-7", "cover") and title, and the characters in it that no face has, in their order."""

    anchor: str
    title: str
    characters: str


def missing(guide: Guide, assets: Path) -> list[Missing]:
    """Every text of the guide with characters that its faces lack; none where the faces have not been built."""
    texts = list(texts_of(guide))
    is_japanese = bool(JAPANESE.search("".join(written + titles for _anchor, _title, written, titles in texts)))
    written_in, titles_in = (letters_of(assets, faces[: 3 if is_japanese else 2]) for faces in (WRITTEN, TITLES))
    if not written_in or not titles_in:
        return []
    found = (
        Missing(anchor, title, lacking(written, written_in | LEFT_OUT) + lacking(titles, titles_in, seen=written))
        for anchor, title, written, titles in texts
    )
    return [text for text in found if text.characters]


def texts_of(guide: Guide) -> Iterator[tuple[str, str, str, str]]:
    """Anchor and title of each text, and what of it is set in the face of texts and in that of titles."""
    yield "cover", _("Cover"), guide.subtitle, " ".join((guide.title, guide.publisher))
    for number, section in enumerate(guide.sections):
        yield f"section-{number}", section.title, *split(section.html, section.title)
    for chapter in guide.chapters:
        yield f"chapter-{chapter.number}", chapter.question, *split(chapter.opening_html, chapter.question)
        for tip in chapter.tips:
            quotation = tip.quotation.text if tip.quotation else ""
            yield f"tip-{tip.number}", f"{tip.number}. {tip.title}", *split(f"{tip.html} {quotation}", tip.title)
    imprint = guide.imprint
    said = (imprint.place, imprint.director, imprint.licence, imprint.legal_deposit, imprint.printer)
    yield "imprint", _("Imprint"), "", " ".join((*said, imprint.contact, imprint.credits, imprint.emergency))
    yield "bibliography", _("Bibliography"), *split(" ".join(entry.html for entry in guide.bibliography), "")
    yield "names", _("Names of people"), "", " ".join(guide.contributors)


def split(text: str, title: str) -> tuple[str, str]:
    """The words of a text without its headings; those with its title."""
    headings = " ".join((title, *HEADING.findall(text)))
    return words(HEADING.sub(" ", text)), words(headings)


def words(text: str) -> str:
    return html.unescape(TAG.sub("", text))


def lacking(text: str, letters: frozenset[str], *, seen: str = "") -> str:
    """The characters that are to be drawn and are not among `letters`, each once; none that `seen` has named."""
    return "".join(
        sign
        for sign in dict.fromkeys(unicodedata.normalize("NFC", text))
        if sign not in letters and sign not in seen and unicodedata.category(sign) not in NEVER_DRAWN
    )


@lru_cache(maxsize=8)
def letters_of(assets: Path, faces: tuple[str, ...]) -> frozenset[str]:
    """All letters of the built faces; those that have not been built have none."""
    paths = (assets / "fonts" / "print" / f"{face}.ttf" for face in faces)
    return frozenset(sign for path in paths if path.is_file() for sign in _letters_in(path))


def _letters_in(path: Path) -> list[str]:
    with TTFont(path, lazy=True) as font:
        return list(map(chr, font.getBestCmap()))

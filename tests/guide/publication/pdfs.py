"""A guide that has all that a booklet can show, and what the tests read out of a PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image

from guide.publication.document import BibliographyEntry, Guide, Imprint, Picture, PlacedPicture
from guide.publication.materials import Materials

from .documents import build_front_end, make_chapter, make_guide, make_tip

SHORT_ADDRESS = "https://guide.example.org/c/lille/"
LONG_ADDRESS = "https://example.org/" + "une-adresse-qui-ne-finit-pas/" * 6
ENTRIES = (
    BibliographyEntry(
        "cardon", f'Cardon, D. <i>Culture numérique</i>. <a href="{LONG_ADDRESS}">{LONG_ADDRESS}</a>', {}
    ),
    BibliographyEntry("boyd", "boyd, danah. <i>C’est compliqué</i>.", {}),
)
IMPRINT = Imprint(
    "Nantes",
    "CC BY-SA 4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/",
    "978-2-1234-5680-3",
    "guide@example.org",
    "Maquette : atelier des Rives",
)


def full_guide(**changes: object) -> Guide:
    guide = make_guide(imprint=IMPRINT, bibliography=ENTRIES, links_words=True)
    tips = guide.chapters[0].tips
    first = replace(
        tips[0], html=tips[0].html + '<p>Un cookie se refuse, dit <a href="https://cnil.fr">la CNIL</a>.</p>'
    )
    illustrated = replace(
        guide.chapters[0], tips=(first, *tips[1:]), illustration=PlacedPicture("vague", "Une vague", "Photo : A.")
    )
    pictures = tuple(Picture(name, (), (), f"{name}.png") for name in ("vague", "une"))
    guide = replace(
        guide, chapters=(illustrated, *guide.chapters[1:]), pictures=pictures, cover=PlacedPicture("une", "Un pont")
    )
    return replace(guide, **changes)  # type: ignore[arg-type]


def materials(folder: Path, **changes: Any) -> Materials:
    """A front end of a few bytes and the pictures of `full_guide`, one of them half transparent."""
    Image.new("RGB", (60, 40), (34, 58, 88)).save(folder / "vague.png")
    Image.new("RGBA", (60, 60), (200, 40, 20, 128)).save(folder / "une.png")
    return Materials(assets=build_front_end(folder / "dist"), pictures=folder, **changes)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def words(pdf: bytes, first: int = 1, last: int = 0) -> str:
    """The text in reading order, of some pages, each space and line break as one space."""
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.fail("pdftotext is missing: `make setup` installs poppler-utils")
    pages = ["-f", str(first), *(["-l", str(last)] if last else [])]
    done = subprocess.run([reader, *pages, "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def lines_of(pdf: bytes, page: int) -> list[str]:
    """The lines of a page that have words."""
    command = [
        shutil.which("pdftotext") or pytest.fail("pdftotext is missing"),
        "-f",
        str(page),
        "-l",
        str(page),
        "-",
        "-",
    ]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return [line.strip() for line in done.stdout.decode().splitlines() if line.strip()]


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def boxes(made: bytes, page: int) -> list[Word]:
    """Where each word of a page stands, in millimetres."""
    reader = shutil.which("pdftotext") or pytest.fail("pdftotext is missing")
    command = [reader, "-bbox", "-f", str(page), "-l", str(page), "-", "-"]
    done = subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">', done)
    return [Word(*(float(value) * 25.4 / 72 for value in values)) for values in found]


def titles(book: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Depth, title and page of each entry of the outline."""
    numbers = {page.objgen: number for number, page in enumerate(book.pages, 1)}

    def entries(items: Any, depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            yield depth, item.title, numbers[item.destination[0].objgen]
            yield from entries(item.children, depth + 1)

    with book.open_outline() as outline:
        return list(entries(outline.root, 1))


def annotations(book: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return [annotation for page in book.pages for annotation in page.get("/Annots", [])]


def elements(book: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """The elements of the structure tree that are of a kind: "/H1", "/Figure"."""
    return [found for found in book.objects if isinstance(found, pikepdf.Dictionary) and found.get("/S") == kind]


def fonts(book: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    described = (found for found in book.objects if isinstance(found, pikepdf.Dictionary))
    return [found for found in described if found.get("/Type") == "/FontDescriptor"]


def drawn(book: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Everything with operators in it: pages, forms and patterns."""
    yield from (page.obj for page in book.pages)
    for found in book.objects:
        if isinstance(found, pikepdf.Stream) and (found.get("/Subtype") == "/Form" or "/PatternType" in found):
            yield found


def sizes(box: Any) -> list[float]:
    return [round(float(side) * 25.4 / 72, 2) for side in box]


def small_guide(html: str = "<p>Un texte.</p>", **changes: object) -> Guide:
    chapter = make_chapter(1, (make_tip(1, html=html),))
    return replace(make_guide(sections=(), chapters=(chapter,)), **changes)  # type: ignore[arg-type]

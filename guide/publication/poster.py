"""The guide as a poster, A3: the cover's label, every tip in large letters, where the whole guide is read.

Trimmed at A3, without bleed, inside a white margin of nine millimetres: the printer at the office prints it as it is, and
a print shop needs no more than the sheet itself.
"""

from dataclasses import dataclass
from typing import Final

from guide.publication.font_metrics import balanced, largest, lines

from .document import Chapter, Guide
from .font_metrics import Face, Faces
from .materials import Materials
from .qr import address_of
from .sheet import SheetChapter, chapters_of, print_sheet

POINT: Final = 25.4 / 72  # in millimetres
SIZES: Final = (*range(38, 5, -1), 5.5, 5, 4.5, 4)
SIZES_OF: Final[dict[str, tuple[float, ...]]] = {
    "h1": (62, 56, 50, 44, 38, 33, 28, 24, 20, 16, 14, 12),
    ".subtitle": (19, 17, 15, 13, 11, 9, 8),
    ".publisher": (12, 11, 10, 9, 8, 7),
    "name": (19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6),
    "by": (10.5, 9.5, 8.5, 7.5, 6.5, 5.5),
    "address": (27, 24, 21, 18, 16, 14, 12, 10, 8, 6),
}
LABEL: Final = 500  # points, what the label leaves to the title
HEIGHT_OF_LABEL: Final = 116  # points for its words, with the gaps between them
GAPS: Final = 5.5 / POINT
LEADINGS: Final = {"h1": 1, ".subtitle": 1.2, ".publisher": 1.25}
LARGER_THAN_SUBTITLE: Final = 1.5  # the title, at least
PAPER: Final = 300  # points that the name of a chapter may take on its paper
LEADING: Final = 1.1
MOST_AIR: Final = 26.0  # points over and under a title, together
HEIGHT: Final = 296 / POINT  # of all chapters, between the head and the foot
BAND: Final = 23 / POINT  # the head of a chapter, the room under it and under the chapter
WIDTH: Final = 135 / POINT
NUMBER: Final = 1.65  # ems that the number takes
TITLE: Final = (800, -0.035)  # weight and letter-spacing in the style sheets
TIP: Final = (700, -0.018)
NAME: Final = (700, -0.015)
ADDRESS: Final = (700, -0.015)


@dataclass(frozen=True, slots=True)
class PosterPlace:
    """A place as it is printed: its number, and the lines of its title, none where it is free."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PosterChapter:
    """A chapter as it is printed; `air` stands over and under each of its titles, in points."""

    chapter: Chapter
    places: tuple[PosterPlace, ...]
    air: float


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    board = [sheet_chapter for sheet_chapter in chapters_of(guide) if sheet_chapter.places]
    height = HEIGHT / max(1, (len(board) + 1) // 2)
    faces = Faces(materials.assets, guide.language)
    face = faces.sans(*TIP)
    size = largest(
        SIZES, lambda size: all(air(sheet_chapter, size, height, face) >= 0.2 * size for sheet_chapter in board)
    )
    blocks = [block(sheet_chapter, size, height, face) for sheet_chapter in board]
    rows = [blocks[first : first + 2] for first in range(0, len(blocks), 2)]
    context = {"rows": rows, "blocks": blocks}
    rules = rules_for(guide, blocks, size, height, faces)
    if address := address_of(guide, materials):
        wide = faces.sans(*ADDRESS).width(address.words)
        rules += f".where b {{ font-size: {largest(SIZES_OF['address'], lambda size: wide * size <= 500)}pt }}"
    return {"poster.pdf": print_sheet("poster", guide, materials, context, rules=rules)}


def block(sheet_chapter: SheetChapter, size: float, height: float, face: Face) -> PosterChapter:
    measure = WIDTH / size - NUMBER
    places = (
        PosterPlace(place.number, tuple(balanced(place.tip.title, measure, face)) if place.tip else ())
        for place in sheet_chapter.places
    )
    return PosterChapter(
        sheet_chapter.chapter, tuple(places), min(max(0, air(sheet_chapter, size, height, face)), MOST_AIR) / 2
    )


def air(sheet_chapter: SheetChapter, size: float, height: float, face: Face) -> float:
    """Points that are left over and under each title of a chapter, together; below zero where they do not fit."""
    measure = WIDTH / size - NUMBER
    taken = sum(lines(place.tip.title if place.tip else "", measure, face) for place in sheet_chapter.places)
    return (height - BAND - taken * LEADING * size) / len(sheet_chapter.places) - 1


def rules_for(guide: Guide, blocks: list[PosterChapter], size: float, height: float, faces: Faces) -> str:
    """What the sheet cannot know: the sizes, and the air of each chapter."""
    spread = (
        f".t{one.chapter.paper} li {{ padding-top: {one.air:.2f}pt; padding-bottom: {one.air:.2f}pt }}"
        for one in blocks
    )
    sizes = sizes_of(guide, blocks, faces) | {"li": size}
    rules = "".join(f"{selector} {{ font-size: {size}pt }}" for selector, size in sizes.items())
    return f"{rules} .row {{ height: {height:.2f}pt }}" + "".join(spread)


def sizes_of(guide: Guide, blocks: list[PosterChapter], faces: Faces) -> dict[str, float]:
    """What stands around the tips goes into its room, whatever somebody has written there."""
    names = max((faces.sans(*NAME).width(one.chapter.short_title) for one in blocks), default=0)
    edge = faces.sans(500)
    return sizes_in_label(guide, faces) | {
        ".theme h2": largest(SIZES_OF["name"], lambda size: names * size <= PAPER),
        ".foot .by": largest(
            SIZES_OF["by"], lambda size: (lines(guide.publisher, 170 / size, edge) + 2) * size * 1.4 <= 66
        ),
    }


def sizes_in_label(guide: Guide, faces: Faces) -> dict[str, float]:
    """Each as large as its own room allows; where the three would not stand one over the other, the title smaller, and the
    subtitle with it.
    """
    set_in = {
        "h1": (guide.title, faces.sans(*TITLE)),
        ".subtitle": (guide.subtitle, faces.serif()),
        ".publisher": (guide.publisher, faces.sans(600)),
    }
    rooms = {"h1": 50 if guide.language == "ja" else 63, ".subtitle": 46, ".publisher": 31}  # ja: full squares

    def height(part: str, size: float) -> float:
        text, face = set_in[part]
        return lines(text, LABEL / size, face) * size * LEADINGS[part]

    def within(part: str, room: float) -> float:
        return largest(SIZES_OF[part], lambda size: height(part, size) <= room)

    publisher = within(".publisher", rooms[".publisher"])

    def title_over(subtitle: float) -> float:
        others = GAPS + height(".subtitle", subtitle) + height(".publisher", publisher)
        return within("h1", min(rooms["h1"], HEIGHT_OF_LABEL - others))

    subtitle = largest(
        SIZES_OF[".subtitle"],
        lambda size: (
            height(".subtitle", size) <= rooms[".subtitle"] and title_over(size) >= LARGER_THAN_SUBTITLE * size
        ),
    )
    return {"h1": title_over(subtitle), ".subtitle": subtitle, ".publisher": publisher}

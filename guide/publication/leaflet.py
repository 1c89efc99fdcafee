"""The guide as a leaflet: A4 on both sides, folded twice into three panels.

Seen from outside, from the left: the flap that is folded in first, the back, the cover; inside, the back of the cover comes
first. The flap is narrower by three millimetres than the others, so that it lies flat; printed on both sides, turned over
the short edge. Marks in the white margin show where to fold.
"""

from dataclasses import dataclass, replace
from typing import Final

from guide.publication.font_metrics import balanced, largest, lines

from .document import Chapter, Guide, Quotation
from .font_metrics import Faces
from .materials import Materials
from .phrases import inside_guillemets
from .sheet import SheetChapter, chapters_of, print_sheet

POINT: Final = 25.4 / 72  # in millimetres
SIZES: Final = (14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4, 3)
SIZES_OF_THE_TITLE: Final = (34, 31, 28, 25, 22, 19, 17, 15, 13, 10)
SIZES_OF_THE_SUBTITLE: Final = (15, 14, 13, 12, 11, 10, 9, 8, 7, 6)
LARGER: Final = 1.2  # a question, than the titles under it
MOST_OF_THE_FLAP: Final = 68  # millimetres that its papers take
LEADING: Final = 1.2
AIR: Final = 0.6  # ems over and under a title, with its rule
MOST_AIR: Final = 7.0  # points more of it, where there is room
HEIGHT: Final = 189 / POINT  # of the chapters of a panel
HEAD: Final = 25 / POINT  # of a chapter without its question: the paper, the room under it and under the chapter
WIDTH: Final = 80 / POINT
LABEL: Final = 164  # points, what the frame of the cover leaves to its words
FLAP: Final = 224  # points, the width of the flap
NUMBER: Final = 2.0  # ems that the number takes
MOST_QUOTATIONS: Final = 4
LONGEST_QUOTATION: Final = 70  # ems
TITLE: Final = (800, -0.035)  # weight and letter-spacing in the style sheets
PUBLISHER: Final = (600,)
QUESTION: Final = (700, -0.015)
TIP: Final = (500,)


@dataclass(frozen=True, slots=True)
class LeafletPlace:
    """A place as it is printed; without lines, a free one."""

    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeafletChapter:
    chapter: Chapter
    question: tuple[str, ...]
    places: tuple[LeafletPlace, ...]


@dataclass(frozen=True, slots=True)
class LeafletQuotation:
    """A quotation, and the number of the chapter whose colour its guillemets have."""

    quotation: Quotation
    chapter: Chapter


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    board = [sheet_chapter for sheet_chapter in chapters_of(guide) if sheet_chapter.places]
    faces = Faces(materials.assets, guide.language)
    half = max(1, (len(board) + 1) // 2)
    room = HEIGHT / half
    size = largest(SIZES, lambda size: all(height(sheet_chapter, size, faces) <= room for sheet_chapter in board))
    blocks = [block(sheet_chapter, size, faces) for sheet_chapter in board]
    context = {
        "blocks": blocks,
        "panels": (blocks[:half], blocks[half:]),
        "said": quotations(guide, faces),
        "title_lines": balanced(guide.title, LABEL / title_size(guide, faces), faces.sans(*TITLE)),
        "subtitle_lines": subtitle_lines(guide, faces),
    }
    rules = rules_for(guide, board, size, room, faces)
    return {"leaflet.pdf": print_sheet("leaflet", guide, materials, context, rules=rules)}


def block(sheet_chapter: SheetChapter, size: float, faces: Faces) -> LeafletChapter:
    measure, face = WIDTH / size - NUMBER, faces.sans(*TIP)
    places = (
        LeafletPlace(place.number, tuple(balanced(place.tip.title, measure, face)) if place.tip else ())
        for place in sheet_chapter.places
    )
    question = balanced(sheet_chapter.chapter.question, question_measure(size), faces.sans(*QUESTION))
    return LeafletChapter(sheet_chapter.chapter, tuple(question), tuple(places))


def height(sheet_chapter: SheetChapter, size: float, faces: Faces) -> float:
    """Points that a chapter takes."""
    titles = [place.tip.title if place.tip else "" for place in sheet_chapter.places]
    asked = lines(sheet_chapter.chapter.question, question_measure(size), faces.sans(*QUESTION))
    measure, face = WIDTH / size - NUMBER, faces.sans(*TIP)
    listed = sum(lines(title, measure, face) * LEADING + AIR for title in titles)
    return HEAD + asked * 1.15 * LARGER * size + listed * size


def question_measure(size: float) -> float:
    return WIDTH / (LARGER * size)


def title_size(guide: Guide, faces: Faces) -> float:
    """Of the cover: the longest word whole, five lines at most."""
    face = faces.sans(*TITLE)

    def fits(size: float) -> bool:
        longest = max((lines(word, LABEL / size, face) for word in guide.title.split()), default=1)
        return longest == 1 and lines(guide.title, LABEL / size, face) * size <= 96

    return largest(SIZES_OF_THE_TITLE, fits)


def subtitle_size(guide: Guide, faces: Faces) -> float:
    face = faces.serif()
    return largest(SIZES_OF_THE_SUBTITLE, lambda size: lines(guide.subtitle, LABEL / size, face) * size * 1.35 <= 70)


def subtitle_lines(guide: Guide, faces: Faces) -> list[str]:
    measure = LABEL / subtitle_size(guide, faces)
    return balanced(guide.subtitle, measure, faces.serif()) if guide.subtitle else []


def publisher_size(guide: Guide, faces: Faces) -> float:
    face = faces.sans(*PUBLISHER)
    return largest(
        (9.5, 8.5, 7.5, 6.5, 5.5), lambda size: lines(guide.publisher, LABEL / size, face) * size * 1.25 <= 24
    )


def summary_size(guide: Guide, faces: Faces) -> float:
    face = faces.serif()
    return largest(SIZES_OF_THE_SUBTITLE, lambda size: lines(guide.summary, FLAP / size, face) * size * 1.45 <= 280)


def quotations(guide: Guide, faces: Faces) -> list[LeafletQuotation]:
    """Four at most, one from each chapter in turn: signed ones first, of those the longest of the short; as chapters come."""
    waiting = [
        sorted(
            (
                LeafletQuotation(tip.quotation, chapter)
                for tip in chapter.tips
                if tip.quotation and is_short(tip.quotation, faces)
            ),
            key=lambda said: (bool(said.quotation.signature), len(said.quotation.text)),
        )
        for chapter in guide.chapters
    ]
    chosen: list[LeafletQuotation] = []
    while any(waiting) and len(chosen) < MOST_QUOTATIONS:
        chosen += [said.pop() for said in waiting if said]
    return [inside(said) for said in sorted(chosen[:MOST_QUOTATIONS], key=lambda said: said.chapter.number)]


def is_short(quotation: Quotation, faces: Faces) -> bool:
    return faces.serif().width(quotation.text) <= LONGEST_QUOTATION


def inside(said: LeafletQuotation) -> LeafletQuotation:
    return replace(said, quotation=replace(said.quotation, text=inside_guillemets(said.quotation.text)))


def rules_for(guide: Guide, board: list[SheetChapter], size: float, room: float, faces: Faces) -> str:
    """The sizes, and the air over and under each title, so that every chapter fills its room."""
    question = f".theme h2 .question {{ font-size: {LARGER * size:.2f}pt }} .theme {{ height: {room:.2f}pt }}"
    of_words = {
        "h1": title_size(guide, faces),
        ".cover .subtitle": subtitle_size(guide, faces),
        ".cover .publisher": publisher_size(guide, faces),
        ".summary": summary_size(guide, faces),
    }
    words = "".join(f"{selector} {{ font-size: {size}pt }}" for selector, size in of_words.items())
    rules = f"{words} .bands div {{ height: {100 / max(1, len(board)):.3f}% }} li {{ font-size: {size}pt }} {question}"
    rules += f".flap .paper {{ height: {min(17, MOST_OF_THE_FLAP / max(1, len(board))):.2f}mm }}"
    for sheet_chapter in board:
        left = max(0.0, room - height(sheet_chapter, size, faces)) / len(sheet_chapter.places)
        air = min(left, MOST_AIR) / 2 + 0.26 * size
        rules += f".t{sheet_chapter.chapter.paper} li {{ padding-top: {air:.2f}pt; padding-bottom: {air:.2f}pt }}"
    return rules

"""How title, subtitle and publisher are set on the covers and on the title page, and questions on the papers of their chapters:
as large as their room allows.

Cover and title page take the same lines in the same sizes, so that neither breaks where the other does not.

The barcode of a book: its ISBN as EAN-13, drawn as one path of bars, with the quiet zone that scanners need.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guide.publication.document import Guide
from guide.publication.font_metrics import Faces, balanced, is_whole, largest, lines

SIZES: Final = (42, 38, 34, 31, 28, 25, 22.5, 20, 18, 16, 14.5, 13, 12, 11, 10)
SIZES_OF_THE_SUBTITLE: Final = (18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5)
SIZES_OF_THE_PUBLISHER: Final = (11, 10, 9, 8, 7, 6, 5)
ROOM_OF_THE_PUBLISHER: Final = 34  # points
SHARE_OF_THE_TITLE: Final = 0.52  # of the height that the publisher leaves, where there is a subtitle
SMALLEST_SUBTITLE: Final = 9  # points that everybody can read; smaller where nothing else fits
LARGEST_SUBTITLE: Final = 0.62  # of the size of the title
GAPS: Final = 38  # points over the subtitle and under it
LEADING: Final = 1.06
LEADING_IN_JAPANESE: Final = 1.3
LEADING_OF_THE_SUBTITLE: Final = 1.36
SIZES_OF_QUESTIONS: Final = (23, 21.5, 20, 19, 17.5, 16, 14.5, 13, 11.5, 10)
LEADING_OF_QUESTIONS: Final = 1.1
TITLE: Final = (800, -0.035)  # weight and letter-spacing in the style sheets
PUBLISHER: Final = (600,)
QUESTION: Final = (700, -0.02)


@dataclass(frozen=True, slots=True)
class Room:
    """Points that the three may take, and the largest title in them."""

    width: float
    height: float
    largest: float


LABEL: Final = Room(width=248, height=246, largest=42)
OF_AN_EBOOK: Final = Room(width=194, height=204, largest=36)
UNDER_A_PICTURE: Final = Room(width=314, height=192, largest=34)  # no wider than the title page
IN_LARGE_PRINT: Final = Room(width=268, height=192, largest=30)  # under a picture
ON_PAPER: Final = Room(width=270, height=180, largest=23)  # what its number leaves to a question
ON_A_PICTURE: Final = Room(width=270, height=110, largest=19)


@dataclass(frozen=True, slots=True)
class Lettering:
    """The lines of the three, and the rules of the style sheet that give their sizes."""

    title: list[str]
    subtitle: list[str]
    publisher: list[str]
    rules: str


def lettering(guide: Guide, room: Room, assets: Path) -> Lettering:
    leading = LEADING_IN_JAPANESE if guide.language == "ja" else LEADING
    faces = Faces(assets, guide.language)
    title, subtitle = title_and_subtitle(guide, room, leading, faces)
    publisher = publisher_size(guide.publisher, room, faces)
    return Lettering(
        balanced(guide.title, room.width / title, faces.sans(*TITLE)),
        balanced(guide.subtitle, measure(room, subtitle), faces.serif()) if guide.subtitle else [],
        balanced(guide.publisher, room.width / publisher, faces.sans(*PUBLISHER)),
        rules_for({"h1": title, ".subtitle": subtitle, ".publisher": publisher}, leading),
    )


def title_and_subtitle(guide: Guide, room: Room, leading: float, faces: Faces) -> tuple[float, float]:
    """The sizes of both. A title whose subtitle would be too small to be read makes room for it, as far as it can."""
    height = room.height - ROOM_OF_THE_PUBLISHER
    share = SHARE_OF_THE_TITLE if guide.subtitle else 1
    most = title_size(guide.title, room, height * share, leading, faces)
    found = []
    for title in (size for size in SIZES if size <= most):
        left = height - GAPS - lines(guide.title, room.width / title, faces.sans(*TITLE)) * title * leading
        found.append((title, subtitle_size(guide.subtitle, room, left, LARGEST_SUBTITLE * title, faces)))
        if not guide.subtitle or found[-1][1] >= SMALLEST_SUBTITLE:
            return found[-1]
    return max(found, key=lambda sizes: sizes[1])


def question_rules(guide: Guide, assets: Path) -> str:
    """One size for all questions, that of the longest, as a rule of the style sheet; one for those on pictures."""
    faces = Faces(assets, guide.language)
    rooms = {".opener h2": ON_PAPER, ".illustrated h2": ON_A_PICTURE}
    sizes = {selector: question_size(guide, room, faces) for selector, room in rooms.items()}
    return "".join(f"{selector} {{ font-size: {size}pt }}\n" for selector, size in sizes.items())


def question_size(guide: Guide, room: Room, faces: Faces) -> float:
    is_japanese = guide.language == "ja"  # whose signs fill their squares
    most = room.largest - 3 if is_japanese else room.largest
    leading = LEADING_IN_JAPANESE if is_japanese else LEADING_OF_QUESTIONS

    def fits(size: float) -> bool:
        face, measure = faces.sans(*QUESTION), room.width / size
        taken = max((lines(chapter.question, measure, face) for chapter in guide.chapters), default=0)
        return taken * size * leading <= room.height

    return largest([size for size in SIZES_OF_QUESTIONS if size <= most], fits)


def title_size(title: str, room: Room, height: float, leading: float, faces: Faces) -> float:
    """The largest in which every word is whole; where a word is too long for any, in which it has its height."""
    sizes, face = [size for size in SIZES if size <= room.largest], faces.sans(*TITLE)

    def has_its_height(size: float) -> bool:
        return lines(title, room.width / size, face) * size * leading <= height

    whole = [size for size in sizes if is_whole(title, room.width / size, face)]
    return largest(whole or sizes, has_its_height)


def subtitle_size(subtitle: str, room: Room, height: float, most: float, faces: Faces) -> float:
    sizes = [size for size in SIZES_OF_THE_SUBTITLE if size <= most] or SIZES_OF_THE_SUBTITLE[-1:]

    def has_its_height(size: float) -> bool:
        return lines(subtitle, measure(room, size), faces.serif()) * size * LEADING_OF_THE_SUBTITLE <= height

    return largest(sizes, has_its_height)


def publisher_size(publisher: str, room: Room, faces: Faces) -> float:
    face = faces.sans(*PUBLISHER)
    return largest(
        SIZES_OF_THE_PUBLISHER,
        lambda size: lines(publisher, room.width / size, face) * size * 1.2 <= ROOM_OF_THE_PUBLISHER,
    )


def rules_for(sizes: dict[str, float], leading: float) -> str:
    rules = (f".cover {part}, .title-page {part} {{ font-size: {size}pt }}\n" for part, size in sizes.items())
    return "".join(rules) + f".cover h1, .title-page h1 {{ line-height: {leading} }}\n"


def measure(room: Room, size: float) -> float:
    """Ems of a line of the subtitle, which is narrower than the title."""
    return 0.76 * room.width / size


LEFT: Final = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
# The first figure has no bars of its own: it says which of the six after it are written in the other, mirrored way (G).
FIRST: Final = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")
EDGE: Final = "101"
MIDDLE: Final = "01010"
QUIET_BEFORE, QUIET_AFTER = 11, 7  # modules
HEIGHT = 69  # modules: 22.85 mm where a module is a third of a millimetre
LONGER = 5  # modules, the bars at the edges and in the middle


def ean_of(isbn: str) -> str:
    """The thirteen figures of an ISBN as it was typed; one of ten gets 978 and another last figure. "" for anything else."""
    figures = isbn.replace("-", "").replace(" ", "")
    if len(figures) == 10:
        body = f"978{figures[:9]}"
        weighted = sum(int(figure) * (3 if place % 2 else 1) for place, figure in enumerate(body))
        figures = f"{body}{-weighted % 10}"
    return figures if len(figures) == 13 and figures.isdecimal() else ""


def modules(ean: str) -> str:
    """The 95 modules of thirteen figures, "1" for a dark one."""
    left = "".join(
        LEFT[int(figure)] if way == "L" else _inverted(LEFT[int(figure)])[::-1]
        for figure, way in zip(ean[1:7], FIRST[int(ean[0])], strict=True)
    )
    return EDGE + left + MIDDLE + "".join(_inverted(LEFT[int(figure)]) for figure in ean[7:]) + EDGE


def draw(ean: str) -> bytes:
    """The barcode of thirteen figures as SVG; the figures themselves stand in the page."""
    dark, width = modules(ean), QUIET_BEFORE + 95 + QUIET_AFTER
    bars = "".join(
        f"M{QUIET_BEFORE + place} 0h1v{HEIGHT + (LONGER if place < 3 or 45 <= place < 50 or place >= 92 else 0)}h-1z"
        for place, module in enumerate(dark)
        if module == "1"
    )
    whole = HEIGHT + LONGER
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {whole}" width="{width}" height="{whole}">'
        f'<path fill="#fff" d="M0 0h{width}v{whole}H0z"/><path fill="#000" d="{bars}"/></svg>'
    ).encode()


def _inverted(bits: str) -> str:
    return bits.translate({ord("0"): "1", ord("1"): "0"})

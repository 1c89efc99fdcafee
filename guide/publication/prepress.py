"""Makes of a PDF what a printer takes, PDF/X-1a:2003, from the objects of a file that WeasyPrint is about to write.

Everything is in device CMYK, letters in black alone, which is printed over what lies beneath; nothing is transparent, no
picture, font or profile is missing, nothing is a link; boxes and crop marks say where to cut.

The booklet for the printer: inside and cover apart, in four inks, with bleed and crop marks (PDF/X-1a:2003).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pydyf

from guide.publication.booklet import MOST_PAGES_FOR_NOTES, Manuscript, manuscript
from guide.publication.document import Guide
from guide.publication.inks import BLACK, Inks, inks_of, inks_of_text, separated
from guide.publication.materials import Materials
from guide.publication.pdf import press

MILLIMETRE: Final = 72 / 25.4
BLEED: Final = 3 * MILLIMETRE
ROOM: Final = 10 * MILLIMETRE  # around the trimmed page, for the bleed and the marks; booklet-press.css says so too
MARK: Final = 5 * MILLIMETRE
GAP: Final = 4 * MILLIMETRE  # from the trimmed page to a mark: outside the bleed
CONDITION: Final = "FOGRA39"
CONDITION_IN_WORDS: Final = "Offset, coated paper, 115 g/m2, ISO 12647-2:2004"
REGISTRY: Final = "http://www.color.org"
COLOUR: Final = re.compile(rb"([\d.e-]+) ([\d.e-]+) ([\d.e-]+) (rg|RG)")
OVERPRINT: Final = {"over": (True, 1), "apart": (False, 0)}


def for_the_press(document: Any, pdf: Any) -> None:
    """`finisher` of WeasyPrint's write_pdf."""
    pages = list(pages_of(pdf))
    contents = [contents_of(pdf, page) for page in pages]
    for stream in streams_of(pdf):
        stream.stream = in_inks(stream.stream, of_page=stream in contents)
        stream.extra.pop("Group", None)
    for page, stream in zip(pages, contents, strict=True):
        set_boxes(page)
        page.pop("Annots", None)
        stream.stream = with_marks(stream.stream, *size_of(page))
    allow_overprint(pdf)
    forget_other_colours(pdf)
    state_the_condition(pdf)


def pages_of(pdf: Any) -> Iterator[Any]:
    return (found for found in pdf.objects if isinstance(found, dict) and found.get("Type") == "/Page")


def contents_of(pdf: Any, page: Any) -> Any:
    return pdf.objects[int(bytes(page["Contents"]).split()[0])]


def streams_of(pdf: Any) -> Iterator[Any]:
    """Everything that draws: pages, the pictures that are drawn, the patterns of the motifs; no fonts, no bitmaps."""
    contents = [contents_of(pdf, page) for page in pages_of(pdf)]
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and (
            found in contents or found.extra.get("Subtype") == "/Form" or found.extra.get("Type") == "/Pattern"
        ):
            yield found


def in_inks(items: list[Any], *, of_page: bool) -> list[Any]:
    """The operators with each colour in inks. What a letter is filled with is said at the beginning of each text, since the
    colour may have been set for something else before.
    """
    made: list[Any] = []
    colour, stack, in_text = (0.0, 0.0, 0.0), [], False
    for item in items:
        found = COLOUR.fullmatch(item) if isinstance(item, bytes) else None
        if found and found[4] == b"RG":
            made.append(operator(inks_of(*parts(found)), b"K"))
            continue
        if found:
            colour = parts(found)
            made += filled(colour, in_text=in_text, of_page=of_page)
            continue
        made.append(item)
        match item:
            case b"q":
                stack.append(colour)
            case b"Q":
                colour = stack.pop()
            case b"BT" | b"ET":
                in_text = item == b"BT"
                made += filled(colour, in_text=in_text, of_page=of_page)
    return made


def parts(found: re.Match[bytes]) -> tuple[float, float, float]:
    return float(found[1]), float(found[2]), float(found[3])


def filled(colour: tuple[float, float, float], *, in_text: bool, of_page: bool) -> list[bytes]:
    inks = inks_of_text(*colour) if in_text else inks_of(*colour)
    state = [b"/over gs" if in_text and inks == BLACK else b"/apart gs"] if of_page else []
    return [*state, operator(inks, b"k")]


def operator(inks: Inks, name: bytes) -> bytes:
    return b" ".join([*(f"{round(ink, 3):g}".encode() for ink in inks), name])


def size_of(page: Any) -> tuple[float, float]:
    left, bottom, right, top = page["TrimBox"]
    return right - left, top - bottom


def set_boxes(page: Any) -> None:
    """Trimmed page, bleed and, around both, room for the marks."""
    width, height = size_of(page)
    page["BleedBox"] = pydyf.Array([-BLEED, -BLEED, width + BLEED, height + BLEED])
    page["MediaBox"] = pydyf.Array([-ROOM, -ROOM, width + ROOM, height + ROOM])


def with_marks(items: list[Any], width: float, height: float) -> list[Any]:
    """What is drawn ends with the bleed; outside it, two lines at each corner say where to cut, on every plate."""
    edge = f"{-BLEED:.3f} {-BLEED:.3f} {width + 2 * BLEED:.3f} {height + 2 * BLEED:.3f} re W n"
    lines = " ".join(
        f"{x:.3f} {y:.3f} m {x + along:.3f} {y + down:.3f} l S"
        for corner_x, outwards in ((0.0, -1), (width, 1))
        for corner_y, downwards in ((0.0, -1), (height, 1))
        for x, y, along, down in (
            (corner_x + outwards * GAP, corner_y, outwards * MARK, 0),
            (corner_x, corner_y + downwards * GAP, 0, downwards * MARK),
        )
    )
    return [b"q", edge.encode(), *items, b"Q", b"q", b"0.25 w 1 1 1 1 K", lines.encode(), b"Q"]


def allow_overprint(pdf: Any) -> None:
    """The two states that `filled` names, in the resources that all pages share."""
    for found in pdf.objects:
        if isinstance(found, dict) and "ExtGState" in found:
            for name, (over, mode) in OVERPRINT.items():
                spoken = "true" if over else "false"
                found["ExtGState"][name] = pydyf.Dictionary({"Type": "/ExtGState", "op": spoken, "OPM": mode})


def forget_other_colours(pdf: Any) -> None:
    """WeasyPrint names Lab colour spaces in every file; nothing is in them, and PDF/X-1a wants none named."""
    for found in pdf.objects:
        if isinstance(found, dict):
            found.pop("lab-d50", None)
            found.pop("lab-d65", None)


def state_the_condition(pdf: Any) -> None:
    """The printing condition by its name in the ICC's registry: PDF/X-1a then needs no profile in the file."""
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFX",
        "OutputConditionIdentifier": pydyf.String(CONDITION),
        "OutputCondition": pydyf.String(CONDITION_IN_WORDS),
        "RegistryName": pydyf.String(REGISTRY),
        "Info": pydyf.String(f"{CONDITION}: {CONDITION_IN_WORDS}"),
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])
    pdf.catalog.pop("Names", None)
    pdf.info.pop("GTS_PDFXConformance", None)


def make_booklet(guide: Guide, materials: Materials) -> dict[str, bytes]:
    """The inside: pages for notes fill the last sheet of four, none where the text does."""
    return {"booklet.pdf": printed(manuscript(guide, materials, "inside"), choose_pages=whole_sheets)}


def make_cover(guide: Guide, materials: Materials) -> dict[str, bytes]:
    """Back and front side by side, as they are folded over the inside."""
    return {"cover.pdf": printed(manuscript(guide, materials, "cover"))}


def printed(pages: Manuscript, **options: Any) -> bytes:
    pages = with_separated_pictures(pages)
    made: bytes = press().print_document(
        pages.html,
        pages.css,
        pages.files,
        body=pages.body,
        variant="pdf/x-1a",
        finish=for_the_press,
        **options,
    )
    return made


def with_separated_pictures(pages: Manuscript) -> Manuscript:
    files = {
        name: (separated(content), "image/jpeg") if name.startswith("pictures/") else (content, kind)
        for name, (content, kind) in pages.files.items()
    }
    return replace(pages, files=files)


def whole_sheets(pages: list[object]) -> list[object]:
    """As many pages as fill whole sheets of four: of those for notes, the last may go."""
    written = len(pages) - MOST_PAGES_FOR_NOTES
    return pages[: written + -written % 4]

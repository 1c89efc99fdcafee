"""The booklet for the printer: inside and cover apart, in four inks, with bleed and crop marks (PDF/X-1a:2003)."""

from dataclasses import replace
from typing import Any

from .booklet import MOST_PAGES_FOR_NOTES, Manuscript, manuscript
from .document import Guide
from .inks import separated
from .materials import Materials
from .pdf import press
from .prepress import for_the_press


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

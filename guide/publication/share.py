"""The pictures that are shown where somebody shares the guide or a tip: 1200 by 630 pixels, laid out as one document of
which each page becomes a picture.
"""

from dataclasses import dataclass
from typing import Final

from . import page_images
from .document import Chapter, Guide, Tip
from .fitting import balanced, is_whole, largest, lines
from .materials import Materials
from .sheet import print_sheet

WIDTH: Final = 1200
SIZES: Final = (84, 78, 72, 66, 60, 55, 50, 45, 40, 36, 32, 28, 24)
SIZES_OF_THE_TITLE: Final = (118, 104, 92, 80, 70, 60, 52, 44, 36, 30)
SIZES_OF_THE_SUBTITLE: Final = (38, 34, 30, 27, 24, 21)
MEASURE: Final = 860  # pixels that a title may take
HEIGHT: Final = 262
SMALL: Final = 50  # from here on down, long words are parted


@dataclass(frozen=True, slots=True)
class Card:
    """A tip as it is shared. `size` is that of its title, in pixels: a picture stands by itself, each has its own."""

    tip: Tip
    chapter: Chapter
    lines: tuple[str, ...]
    size: int


def make(guide: Guide, materials: Materials) -> dict[str, bytes]:
    """share/guide.png and share/tip-<number>.png."""
    cards = [card(tip, chapter) for chapter in guide.chapters for tip in chapter.tips]
    names = ["share/guide.png", *(f"share/tip-{card.tip.number}.png" for card in cards)]
    pdf = print_sheet("share", guide, materials, context_of(guide, cards), rules=rules_for(guide, cards))
    return dict(zip(names, map(page_images.png, page_images.pages(pdf, width=WIDTH)), strict=True))


def card(tip: Tip, chapter: Chapter) -> Card:
    def fits(size: float) -> bool:
        measure = MEASURE / size
        return lines(tip.title, measure) * size * 1.08 <= HEIGHT and (size < SMALL or is_whole(tip.title, measure))

    size = largest(SIZES, fits)
    return Card(tip, chapter, tuple(balanced(tip.title, MEASURE / size)), int(size))


def context_of(guide: Guide, cards: list[Card]) -> dict[str, object]:
    return {
        "cards": cards,
        "title_lines": balanced(guide.title, MEASURE / title_size(guide)),
        "subtitle_lines": balanced(guide.subtitle, MEASURE / subtitle_size(guide)) if guide.subtitle else [],
    }


def title_size(guide: Guide) -> float:
    return largest(SIZES_OF_THE_TITLE, lambda size: lines(guide.title, MEASURE / size) * size <= 215)


def subtitle_size(guide: Guide) -> float:
    return largest(SIZES_OF_THE_SUBTITLE, lambda size: lines(guide.subtitle, MEASURE / size) * size * 1.35 <= 110)


def rules_for(guide: Guide, cards: list[Card]) -> str:
    sizes = "".join(f".s{size} h2 {{ font-size: {size}px }}" for size in sorted({card.size for card in cards}))
    bands = f".bands div {{ height: {100 / max(1, len(guide.chapters)):.3f}% }}"
    return (
        f"{bands} h1 {{ font-size: {title_size(guide)}px }} .subtitle {{ font-size: {subtitle_size(guide)}px }}{sizes}"
    )

"""The papers of the chapters: a motif printed in two colours, and the colour of what is written beside it.

frontend/styles/tokens.css has the same for the screen, and frontend/motifs the motifs themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from .document import Chapter


@dataclass(frozen=True, slots=True)
class Paper:
    """`on` is what is read on its fill, `ink` its dark colour on white; `tile` how wide a block of its motif is, beside the
    first.
    """

    fill: str
    on: str
    ink: str
    tile: float


PAPERS: Final = {
    1: Paper("#582246", "#fff", "#582246", 1),  # aubergine, and its louvres
    2: Paper("#c33f1c", "#fff", "#8f2a0f", 1.2),  # vermilion, and its hooks
    3: Paper("#3f97a0", "#17202b", "#17545c", 1.3),  # lagoon, and its arcs
    4: Paper("#efbf4a", "#17202b", "#654600", 1.2),  # mustard, and its rings
    5: Paper("#27477f", "#fff", "#27477f", 1.1),  # indigo, and its waves
    6: Paper("#47783c", "#fff", "#2c5622", 1.1),  # forest, and its leaves
    7: Paper("#dd8fa3", "#17202b", "#86304b", 1),  # rose, and its flowers
    8: Paper("#86664b", "#fff", "#5f4327", 0.9),  # clay, and its chevrons
    9: Paper("#8fb8de", "#17202b", "#1f4f7d", 1.15),  # sky, and its honeycomb
    10: Paper("#6a4fa0", "#fff", "#51398a", 0.9),  # violet, and its crosses
    11: Paper("#b4bd4e", "#17202b", "#545a10", 1),  # lime, and its lozenges
    12: Paper("#4d5a66", "#fff", "#3b4854", 1.3),  # slate, and its bricks
}
MILLIMETRES: Final = 8  # of the first block in a book
FIRST_TAB: Final = 22  # millimetres from the head of the page
STEP: Final = 30
LAST_TAB: Final = 172
ON_THE_RIGHT: Final = "@right-top", "padding-right", "-4mm auto auto"
ON_THE_LEFT: Final = "@left-top", "padding-left", "auto auto -4mm"


def paper_rules() -> str:
    """The classes t1, t2 … for a style sheet: `--fill`, `--ink`, `--motif`, `--size` in a book, `--tile` on a sheet."""
    return "".join(
        f'.t{number} {{ --fill: {paper.fill}; --ink: {paper.ink}; --motif: url("asset:motifs/{number}.svg"); '
        f"--size: {paper.tile * MILLIMETRES:g}mm; --tile: {paper.tile:g}; }}\n"
        for number, paper in PAPERS.items()
    )


def tab_rules(chapters: Iterable[Chapter], last: float = LAST_TAB, width: float = 9) -> str:
    """A thumb tab at the outer edge for each chapter, one step lower than the last; the steps are smaller where there are
    many, and none is lower than `last`; `width` is what stays of it when the page is trimmed. The numeral is drawn: as a
    letter it would stand between two lines of the text where that is copied.
    """
    chapters = list(chapters)
    step = min(STEP, (last - FIRST_TAB) / max(1, len(chapters) - 1))
    return "".join(
        f".t{chapter.paper} .tips {{ page: chapter-{chapter.number}; }}\n"
        + _tab(chapter, FIRST_TAB + step * index, width)
        for index, chapter in enumerate(chapters)
    )


def _tab(chapter: Chapter, top: float, width: float) -> str:
    """None on the white page that may follow the chapter."""
    numeral = f'url("asset:tabs/{chapter.number}.svg") center / auto 2.4mm no-repeat content-box border-box'
    boxes = " ".join(f"{box} {{ content: none; }}" for box, _padding, _edge in (ON_THE_RIGHT, ON_THE_LEFT))
    blank = f"@page chapter-{chapter.number}:blank {{ {boxes} }}\n"
    return blank + "".join(
        f'@page chapter-{chapter.number}:{side} {{ {box} {{ content: ""; height: 11mm; width: {width + 4:g}mm; {padding}: 4mm; '
        f"margin: {top:g}mm {edge}; background: {PAPERS[chapter.paper].fill} {numeral}; }} }}\n"
        for side, (box, padding, edge) in {"right": ON_THE_RIGHT, "left": ON_THE_LEFT}.items()
    )

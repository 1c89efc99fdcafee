"""Charts as SVG, drawn on the server: dark bars on paper, those of questions in their colours with a dark edge, each figure
beside its bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from common.html import NOTHING
from common.words.digit_grouping import grouped

WIDTH, FOOT, TOP, TALL = 690, 34, 34, 250
LINE, THICK, FOR_NUMBER, ACROSS = 66, 24, 90, 560
MOST_LINES, MOST_NAMED, MOST_NUMBERED, LONGEST = 10, 12, 16, 44
STYLE = mark_safe(
    "<style>text{font-family:'Bricolage Grotesque','BIZ UDPGothic',Arial,sans-serif;font-size:16px;"
    "font-weight:400;fill:#45505b}.v{font-weight:700;font-size:20px;fill:#17202b}.l{font-weight:600;fill:#17202b}.mid{text-anchor:middle}"
    ".end{text-anchor:end}.bar{fill:#17202b}.base{stroke:#17202b;fill:none}"
    ".hue,.frame{stroke:#17202b;stroke-width:1.5}.frame{fill:none}"
    ".open{fill:none;stroke:#7b858d;stroke-width:1.5;stroke-dasharray:4 4}"
    ".band{fill:#e6e9e5;stroke:#45505b;stroke-width:.75}.paper{fill:#fdfdfb}</style>"
)
MARGIN, FOR_TITLE = 24, 64  # of a file of its own


@dataclass(frozen=True)
class Drawing:
    """What stands in a drawing; `svg` puts it on a page, whose style sheet gives it its colours, and `file` by itself.

    `shown` has each label with its number, where it is no more than these.
    """

    width: int
    height: int
    parts: SafeString
    is_wide: bool = False
    left_out: int = 0  # lines for which there is no room
    shown: tuple[tuple[str, int | None], ...] = ()

    def svg(self, name: str, title: str) -> SafeString:
        return format_html(
            '<svg class="chart{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}"><title id="{}">{}</title>{}</svg>',
            " wide" if self.is_wide else "",
            self.width,
            self.height,
            f"g-{name}",
            f"g-{name}",
            title,
            self.parts,
        )

    @property
    def file_size(self) -> tuple[int, int]:
        return self.width + 2 * MARGIN, self.height + MARGIN + FOR_TITLE

    def file(self, title: str, note: str = "") -> str:
        """Returns a file of its own, in the colours of the light page; title and note stand over the drawing, if any."""
        left, top, width, height = self._frame if title else (0, 0, self.width, self.height)
        head = format_html(
            '{}<rect class="paper" x="{}" y="{}" width="{}" height="{}"/>{}{}',
            *(STYLE, left, top, width, height, text("v", 0, -24, title), text("", 0, -4, note) if note else NOTHING),
        )
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="{} {} {} {}" role="img">'
            "<title>{}</title>{}{}{}</svg>",
            *(
                width,
                height,
                left,
                top,
                width,
                height,
                title,
                format_html("<desc>{}</desc>", note) if note else NOTHING,
            ),
            *(head if title else STYLE, self.parts),
        )

    @property
    def _frame(self) -> tuple[int, int, int, int]:
        return -MARGIN, -FOR_TITLE, *self.file_size


def columns(figures: Sequence[tuple[str, int | None]]) -> Drawing | None:
    """One column for each label; a dashed one where the number is hidden. None without any number."""
    most = max((number for _label, number in figures if number), default=0)
    if not most:
        return None
    step, room = WIDTH / max(len(figures), 4), TALL - FOOT - TOP
    every = -(-len(figures) // MOST_NAMED)
    base = TALL - FOOT
    parts = [format_html('<path class="base" d="M0 {}.5h{}"/>', base, WIDTH)]
    for place, (label, number) in enumerate(figures):
        height = 24 if number is None else room * number / most
        left, wide = place * step + step * 0.15, step * 0.7
        parts.append(rectangle("open" if number is None else "bar", left, base - height, wide, height))
        if (len(figures) - 1 - place) % every == 0:
            parts.append(text("mid", left + wide / 2, TALL - 8, label))
        if number is not None and len(figures) <= MOST_NUMBERED:
            parts.append(text("v mid", left + wide / 2, base - height - 8, grouped(number)))
    return Drawing(WIDTH, TALL, joined(parts), shown=tuple(figures))


def bars(
    figures: Iterable[tuple[str, int]],
    wholes: Sequence[int] = (),
    *,
    language: SafeString = NOTHING,
    fills: Sequence[str] = (),
) -> Drawing | None:
    """One line for each label, the first ten; None without any number. With `wholes`, each bar fills part of a frame.

    `language` is the attribute that says in which one the labels are; `fills` has a colour for each bar, for all or none.
    """
    every = list(figures)
    rows = every[:MOST_LINES]
    most = max((*(number for _label, number in rows), *wholes), default=0)
    if not most:
        return None
    parts = []
    for place, (label, number) in enumerate(rows):
        top, wide = place * LINE, (ACROSS - FOR_NUMBER) * number / most
        end = max(wide, (ACROSS - FOR_NUMBER) * wholes[place] / most) if wholes else wide
        parts += [
            text("l", 0, top + 28, _shortened(label), language),
            *([rectangle("frame", 0.75, top + 36.75, end, THICK - 1.5)] if wholes else []),
            _coloured(top + 36, wide, fills[place]) if fills else rectangle("bar", 0, top + 36, wide, THICK),
            text("v", end + 10, top + 55, grouped(number)),
        ]
    return Drawing(ACROSS, len(rows) * LINE, joined(parts), left_out=len(every) - len(rows), shown=tuple(rows))


def _coloured(top: float, wide: float, fill: str) -> SafeString:
    """Its edge is dark, so that it is seen in black and white, and where the colour is like the paper."""
    corner = places(0.75, top + 0.75, max(wide - 1.5, 0), THICK - 1.5)
    return format_html('<rect class="hue" fill="{}" x="{}" y="{}" width="{}" height="{}"/>', fill, *corner)


def _shortened(label: str) -> str:
    return label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"


def rectangle(kind: str, left: float, top: float, wide: float, tall: float) -> SafeString:
    return format_html('<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind, *places(left, top, wide, tall))


def text(kind: str, left: float, base: float, words: str, language: SafeString = NOTHING) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}"{}>{}</text>', kind, *places(left, base), language, words)


def places(*numbers: float) -> list[str]:
    """Numbers as SVG reads them, in whatever language the page is."""
    return [f"{number:.1f}" for number in numbers]


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


# The flow picture: the way from what was written to what became of it, as bands between stages.


NODE, GAP, FLOW_TALL, FLOW_WIDE = 18, 46, 540, 1040
STAGES = (150, 480, 800)


@dataclass(frozen=True)
class Node:
    """A group of texts at a stage of the way: 0, 1 or 2. At the last, they are told by the label alone."""

    stage: int
    label: str
    number: int


def flow(nodes: Sequence[Node], links: dict[tuple[Node, Node], int]) -> Drawing | None:
    """Bands as thick as there are texts in them, from each stage to the next. None without any text."""
    total = max(sum(node.number for node in nodes if node.stage == stage) for stage in range(len(STAGES)))
    if not total:
        return None
    most = max(sum(node.stage == stage for node in nodes) for stage in range(len(STAGES)))
    unit = (FLOW_TALL - GAP * most) / total
    tops = dict(_tops(nodes, unit))
    parts = [
        *_bands(links, dict(tops), dict(tops), unit),
        *(part for node in nodes for part in _node(node, tops, unit)),
    ]
    return Drawing(FLOW_WIDE, FLOW_TALL, joined(parts), is_wide=True)


def _tops(nodes: Sequence[Node], unit: float) -> Iterator[tuple[Node, float]]:
    for stage in range(len(STAGES)):
        top = 8.0
        for node in nodes:
            if node.stage == stage:
                yield node, top
                top += max(node.number * unit, 2) + GAP


def _bands(
    links: dict[tuple[Node, Node], int], leave: dict[Node, float], arrive: dict[Node, float], unit: float
) -> Iterator[SafeString]:
    for (source, target), number in links.items():
        left, right, thick = STAGES[source.stage] + NODE, STAGES[target.stage], number * unit
        a, b, middle = leave[source], arrive[target], (left + right) / 2
        leave[source], arrive[target] = a + thick, b + thick
        curve = "M{} {}C{} {} {} {} {} {}V{}C{} {} {} {} {} {}Z".format(
            *places(left, a, middle, a, middle, b, right, b, b + thick),
            *places(middle, b + thick, middle, a + thick, left, a + thick),
        )
        yield format_html('<path class="band" d="{}"/>', curve)


def _node(node: Node, tops: dict[Node, float], unit: float) -> list[SafeString]:
    left, top, tall = STAGES[node.stage], tops[node], max(node.number * unit, 2)
    base = top + tall / 2
    side, place = ("end", left - 10) if node.stage == 0 else ("", left + NODE + 10)
    return [
        rectangle("bar", left, top, NODE, tall),
        *([text(f"v {side}".strip(), place, base + 2, grouped(node.number))] if node.stage < 2 else []),
        text(f"l {side}".strip(), place, base + 20, node.label),
    ]

"""The flow picture: the way from what was written to what became of it, as bands between stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.words.digit_grouping import grouped
from reporting.drawings import Drawing, joined, places, rectangle, text

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

"""The papers that a theme can be printed on: a motif in two colours. frontend/motifs has them, tokens.css their colours."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAPERS: dict[int, str | Promise] = {
    1: _("Aubergine, louvres"),
    2: _("Vermilion, hooks"),
    3: _("Lagoon, arcs"),
    4: _("Mustard, rings"),
    5: _("Indigo, waves"),
    6: _("Forest, leaves"),
    7: _("Rose, flowers"),
    8: _("Clay, chevrons"),
    9: _("Sky, honeycomb"),
    10: _("Violet, crosses"),
    11: _("Lime, lozenges"),
    12: _("Slate, bricks"),
}
# The ground of each, for what has no style sheet, such as a letter.
FILLS = {
    1: "#582246",
    2: "#c33f1c",
    3: "#3f97a0",
    4: "#efbf4a",
    5: "#27477f",
    6: "#47783c",
    7: "#dd8fa3",
    8: "#86664b",
    9: "#8fb8de",
    10: "#6a4fa0",
    11: "#b4bd4e",
    12: "#4d5a66",
}


def first_free_paper(taken: Collection[int]) -> int:
    """Returns the first paper that no theme has: there are more papers than themes."""
    return next(paper for paper in PAPERS if paper not in taken)

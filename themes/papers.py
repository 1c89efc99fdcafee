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


def first_free_paper(taken: Collection[int]) -> int:
    """Returns the first paper that no theme has: there are more papers than themes."""
    return next(paper for paper in PAPERS if paper not in taken)

"""What a tip rests on, as its screen shows it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from guide.tips import Tip


def shown_beside(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    sources = tip.sources.select_related(
        "page__theme",
        "contribution__author",
        "contribution__theme",
        "contribution__page__theme",
        "question",
        "added_by",
    )
    heavy = [f"{place}__{field}" for place in ("page", "contribution__page") for field in ("body", "body_html")]
    return {"sources": sources.defer(*heavy, "contribution__body", "contribution__body_html")}

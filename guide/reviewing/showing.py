"""How far the review of a tip is, as its screen shows it."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from guide.tips import Tip


def shown_beside(tip: Tip, reader: User) -> dict[str, Any]:
    """What the parts of the tip's screen need, whatever the number of rows in a constant number of queries."""
    return {}

"""What a review has to do when the words of a tip change. Called in the transaction that writes them."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from guide.reviewing import consenting, steps
from guide.tips import Tip


def follow(tip: Tip, *, by: User | None, at: datetime) -> None:
    """What was approved are other words now; a quotation that is new is asked about."""
    steps.begin_again(tip, by=by, at=at)
    consenting.ask(tip, by=by, at=at)

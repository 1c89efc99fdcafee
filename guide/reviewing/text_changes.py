"""What a review has to do when the words of a tip change. Called in the transaction that writes them."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from guide.reviewing import consents, steps
from guide.tips.models import Tip


def reset_review(tip: Tip, before_html: str, *, by: User | None, at: datetime) -> None:
    """For settings.ON_TIP_REWORDED: resets an approval when the text changes, and asks consent for a new quotation."""
    steps.begin_again(tip, by=by, at=at)
    consents.ask(tip, by=by, at=at)

"""What the organisation promises its colleagues and readers. Nothing is promised that it has not decided."""

from __future__ import annotations

from django.conf import settings


def working_days_to_answer() -> int:
    """Returns within how many working days an editor reads or answers; 0 where nothing is promised."""
    days: int = settings.GUIDE_ANSWER_DAYS
    return max(0, days)


def guide_is_not_for_sale() -> bool:
    """Returns whether the imprint of the next edition says that nobody may sell it."""
    return bool(settings.GUIDE_NOT_FOR_SALE)

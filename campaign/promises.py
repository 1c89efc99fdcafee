"""What the organisation promises its colleagues and readers. Nothing is promised that it has not decided."""

from __future__ import annotations

from campaign.site_settings.current import current_settings


def working_days_to_answer() -> int:
    """Returns within how many working days an editor reads or answers; 0 where nothing is promised."""
    return current_settings().answer_days


def guide_is_not_for_sale() -> bool:
    """Returns whether the imprint of the next edition says that nobody may sell it."""
    return current_settings().is_not_for_sale

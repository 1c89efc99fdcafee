"""Whether the addresses that the guide names answer. Called by the clock."""

from __future__ import annotations


def check_what_is_due() -> None:
    """Asks the addresses that were not asked lately."""

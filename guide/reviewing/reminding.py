"""Reminds of reviews that are due. Called by the clock."""

from __future__ import annotations


def remind_what_is_due() -> None:
    """Tells whoever reviews a tip that it is due."""

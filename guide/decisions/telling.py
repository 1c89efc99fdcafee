"""Tells authors what became of their texts. Called by the clock, so that a decision can be taken back before."""

from __future__ import annotations


def tell_what_is_due() -> None:
    """Tells the authors of what was decided an hour ago or longer."""

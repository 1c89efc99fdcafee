"""Notices that a source has changed. Listens to changes."""

from __future__ import annotations

from contributions.waking import Change


def notice(change: Change) -> None:
    """Looks again for the passages that tips rest on in what has changed."""

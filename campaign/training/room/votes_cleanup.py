"""Deletes the hashes of those who voted, some days after a session. The counts stay."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from campaign.training.room.models import RoomVote

RETENTION = timedelta(days=3)


def forget_votes() -> int:
    """Returns how many were deleted."""
    old = RoomVote.objects.filter(question__room__session__ends_at__lt=timezone.now() - RETENTION)
    return old.delete()[0]

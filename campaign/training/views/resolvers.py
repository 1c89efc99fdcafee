"""From an address to a session."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from campaign.training.models import TrainingSession


def session_at(pk: int) -> TrainingSession:
    """Returns the session with how many are registered and wait. Raises Http404."""
    found: TrainingSession = get_object_or_404(TrainingSession.objects.with_counts(), pk=pk)
    return found

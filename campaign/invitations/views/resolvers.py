"""From an address to a wave, and to one of its letters."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave


def wave_at(pk: int) -> Wave:
    """Raises Http404."""
    return get_object_or_404(Wave.objects.select_related("reminds", "created_by", "scheduled_by"), pk=pk)


def wave_of_invitations_at(pk: int) -> Wave:
    """Not a reminder: whoever got one had not come, so that nobody is listed. Raises Http404."""
    return get_object_or_404(Wave, pk=pk, reminds=None)


def letter_at(wave: Wave, pk: int) -> WaveLetter:
    """Raises Http404."""
    found: WaveLetter = get_object_or_404(wave.letters.select_related("person", "wave"), pk=pk)
    return found

"""Who was written to is forgotten: some months after a wave has ended, and when a person is erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from campaign.invitations.wave_figures import final_counts
from campaign.invitations.wave_letters import OptOut, WaveLetter
from campaign.invitations.waves import Wave

DAYS_OF_A_MONTH = 30


def settle_and_forget(*, at: datetime | None = None) -> int:
    """For settings.RUN_PERIODICALLY: notes lost letters, and forgets those of old waves; returns how many waves that were."""
    now = at or timezone.now()
    WaveLetter.objects.settle_lost(at=now)
    long_ago = now - timedelta(days=DAYS_OF_A_MONTH * settings.INVITATION_MONTHS)
    ended = Wave.objects.filter(ended_at__lt=long_ago, final_counts={})
    return sum(_forget(pk) for pk in ended.values_list("pk", flat=True))


def _forget(pk: int) -> bool:
    """Counts stay; no reminder is possible any more."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update().get(pk=pk)
        if wave.final_counts:
            return False
        Wave.objects.filter(pk=pk).update(final_counts=final_counts(wave))
        wave.letters.all().delete()
        wave.picked.clear()
    return True


def erase_invitations_of(person: User) -> None:
    """For settings.ON_ERASURE: that a letter went out counts; to which address, and what she wanted, is forgotten."""
    OptOut.objects.filter(person=person).delete()
    hers = WaveLetter.objects.filter(person=person)
    hers.waiting().update(state=WaveLetter.State.LEFT_OUT)
    hers.update(address="", problem="")
    Wave.picked.through.objects.filter(user=person).delete()

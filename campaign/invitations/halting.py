"""A wave of which too many letters come back pauses by itself, and organisers and administrators are told."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from accounts.models import Role, User
from campaign.invitations.wave_letters import WaveLetter
from campaign.invitations.waves import Wave
from notifications.kinds import NotificationKind
from notifications.models import Notification


def halt_where_too_many_came_back(pk: int, *, at: datetime | None = None) -> bool:
    """Pauses the wave of this key where it has to be. Returns whether it did."""
    wave, now = Wave.objects.get(pk=pk), at or timezone.now()
    gone, handed = returned_of(wave)
    is_too_many = handed >= settings.BOUNCES_COUNTED_FROM and gone * 100 > settings.BOUNCES_PERCENT * handed
    if not is_too_many or not wave.halt(at=now):
        return False
    _tell_organisers(wave, now)
    return True


def returned_of(wave: Wave) -> tuple[int, int]:
    """How many letters came back or were refused for good, and of how many; since the wave began, or went on by decision."""
    state = WaveLetter.State
    gone, sent = [state.BOUNCED, state.REFUSED], [state.SENT]
    counted = wave.letters.filter(Q(claimed_at__gte=wave.counted_from)) if wave.counted_from else wave.letters.all()
    came_back = counted.filter(state__in=gone).count()
    return came_back, came_back + counted.filter(state__in=sent).count()


def _tell_organisers(wave: Wave, at: datetime) -> None:
    roles = [Role.EDITOR.value, Role.ADMINISTRATOR.value]
    people = User.objects.filter(Q(groups__name__in=roles) | Q(is_superuser=True), is_active=True).distinct()
    Notification.objects.notify(
        people.values_list("pk", flat=True),
        kind=NotificationKind.WAVE_HALTED,
        place=f"wave:{wave.pk}",
        place_title=wave.subject,
        key=f"wave:{wave.pk}:halted:{int(at.timestamp())}",
        url=wave.get_absolute_url(),
        actor=None,
    )

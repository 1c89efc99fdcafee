"""Tells the editors that a vote is open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import Role, User
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.candidates.polls import Poll


def notify_editors(poll: Poll, *, by: User, at: datetime | None = None) -> None:
    """Whoever may vote: administrators too."""
    roles = Q(groups__name__in=[Role.EDITOR.value, Role.ADMINISTRATOR.value])
    voters = User.objects.filter(roles, is_active=True).order_by().values_list("pk", flat=True).distinct()
    Notification.objects.tell(
        voters,
        kind=NotificationKind.POLL,
        place=f"poll:{poll.pk}",
        place_title=str(poll),
        url=poll.get_absolute_url(),
        key=f"guide.poll:{poll.pk}",
        actor=by,
        at=at,
    )

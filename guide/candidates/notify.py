"""Tells the editors that a vote is open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from accounts.access import all_who_edit
from accounts.models import User
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.candidates.polls import Poll


def notify_editors(poll: Poll, *, by: User, at: datetime | None = None) -> None:
    """Whoever may vote: administrators too."""
    Notification.objects.notify(
        all_who_edit(),
        kind=NotificationKind.POLL,
        place=f"poll:{poll.pk}",
        place_title=str(poll),
        url=poll.get_absolute_url(),
        key=f"guide.poll:{poll.pk}",
        actor=by,
        at=at,
    )

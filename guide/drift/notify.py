"""Who hears of a drift: the editors, once, where a tip of the guide rests on something else than it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.access import editors_to_notify
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from guide.drift.models import Drift


def notify_editors(drift: Drift) -> None:
    """Without the words: those of a text that was hidden would stand in a letter. The place is the tip's."""
    tip = drift.source.tip
    if tip.number is None:
        return
    Notification.objects.notify(
        editors_to_notify(),
        kind=NotificationKind.DRIFTED,
        place=f"guide:{tip.number}",
        place_title=tip.title,
        url=drift.get_absolute_url(),
        key=f"guide.drift:{drift.pk}:1",
        at=drift.noticed_at,
    )

"""The editors hear of a new order, in the site and by e-mail as each chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.access import all_who_edit
from guide.distribution.quantities import copies_of
from notifications.kinds import NotificationKind
from notifications.models import Notification

if TYPE_CHECKING:
    from accounts.access import all_who_edit
from guide.distribution.orders import Order


def notify_ordered(order: Order) -> None:
    Notification.objects.notify(
        all_who_edit(),
        kind=NotificationKind.ORDERED,
        place=f"agency:{order.agency_id}",
        place_title=order.agency.name,
        url=order.get_absolute_url(),
        key=f"guide.order:{order.pk}:asked",
        excerpt=copies_of(order.form, order.copies),
        at=order.asked_at,
    )

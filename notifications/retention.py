"""What nobody needs any more."""

from accounts.models import User
from notifications.models import Letter, Notification


def delete_expired_notifications() -> int:
    """By the clock: what was read three months ago or has waited for a year, and letters as old; returns how many rows."""
    return Notification.objects.forget_old() + Letter.objects.forget_old()


def erase_notifications_of(person: User) -> None:
    """Removes what an erased person was told, in the site and by mail."""
    Notification.objects.filter(person=person).forget()
    Letter.objects.filter(person=person).delete()

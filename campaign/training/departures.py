"""What becomes of the seats of a person whose account is stopped, or who is erased."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from campaign.training.registrations import Registration


def free_seats_of(person: User, *, act: str, by: User, reason: str, at: datetime) -> None:
    """For settings.ON_ACCOUNT_STOPPED: whoever waits gets the seats of an account that is stopped."""
    if act == "stop":
        ahead = Registration.objects.coming().filter(person=person, session__starts_at__gt=at)
        for registration in ahead.select_related("session").order_by("session"):
            registration.cancel(by=by, at=at)


def erase_registrations_of(person: User) -> None:
    """For settings.ON_ERASURE: that she was registered counts, under her pseudonym; what she gave up is forgotten."""
    hers = Registration.objects.filter(person=person)
    hers.exclude(pk__in=hers.registered()).delete()
    hers.update(shows_name=False)

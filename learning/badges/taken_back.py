"""What becomes of the badges of a person who is erased."""

from __future__ import annotations

from accounts.models import User
from learning.badges.models import WithdrawnBadge
from learning.certificates.models import Certificate


def withdraw_badges_of(person: User) -> None:
    """For settings.ON_ERASURE: her certificates go, and of each badge only that it no longer counts is left."""
    hers = Certificate.objects.filter(attempt__learner=person)
    WithdrawnBadge.objects.bulk_create(WithdrawnBadge(uuid=one.uuid) for one in hers)
    hers.delete()

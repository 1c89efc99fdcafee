"""What is due by the clock, and what goes with a person."""

from accounts.models import User
from drafts.models import Draft, Presence


def delete_expired_drafts() -> int:
    """Removes the drafts that nobody has touched for half a year, and who was at a form; returns how many."""
    return Draft.objects.forget_old() + Presence.objects.forget_old()


def erase_drafts_of(person: User) -> None:
    """Removes what an erased person began to write: nobody else may read it."""
    Draft.objects.filter(person=person).delete()

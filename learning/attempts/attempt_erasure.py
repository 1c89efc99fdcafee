"""What becomes of the attempts of a person who is erased."""

from __future__ import annotations

from accounts.models import User
from learning.attempts.models import Attempt


def erase_attempts_of(person: User) -> None:
    """For settings.ON_ERASURE: what she answered and her certificates go; her row stays, under a pseudonym."""
    Attempt.objects.filter(learner=person).delete()

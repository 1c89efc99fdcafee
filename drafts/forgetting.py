"""What is due by the clock."""

from drafts.models import Draft


def forget_old_drafts() -> int:
    """Removes the drafts that nobody has touched for half a year; returns how many."""
    return Draft.objects.forget_old()

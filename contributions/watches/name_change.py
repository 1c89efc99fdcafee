"""What becomes of those who follow somebody when she chooses another name."""

from django.utils import timezone

from accounts.models import User
from contributions.watches.models import Watch
from contributions.watches.tasks import forget_that_she_was_followed


def stop_following_under_another_name(person: User) -> None:
    """For settings.ON_ATTRIBUTION_CHANGED: having followed her before tells nobody who an anonymous colleague is."""
    if Watch.objects.forget_those_under_another_name(person):
        forget_that_she_was_followed.enqueue(person.pk, timezone.now().isoformat())

"""What goes with an erased person: the feeds that she read."""

from accounts.models import User
from contributions.feeds.models import FeedToken


def erase_feed_tokens_of(person: User) -> None:
    """Removes the tokens that open her feeds."""
    FeedToken.objects.filter(person=person).delete()

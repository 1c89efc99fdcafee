"""What goes with an erased person: what she followed, and who followed her."""

from accounts.models import User
from contributions.feeds.models import FeedToken
from contributions.watches.models import Watch


def erase_watches_of(person: User) -> None:
    """Removes what she follows, the feeds that she reads it in, and that colleagues follow her."""
    Watch.objects.filter(person=person).delete()
    Watch.objects.filter(followed=person).delete()
    FeedToken.objects.filter(person=person).delete()

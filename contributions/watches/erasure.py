"""What goes with an erased person: what she followed, and who followed her."""

from accounts.models import User
from contributions.watches.models import Watch


def erase_watches_of(person: User) -> None:
    """Removes what she follows, and that colleagues follow her."""
    Watch.objects.filter(person=person).delete()
    Watch.objects.filter(followed=person).delete()

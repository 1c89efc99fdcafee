"""Rollout: readers get an edition once all its files are built, in every language; until then they get the previous one."""

from __future__ import annotations

from django.utils import timezone

from contributions.events import EventKind, emit
from guide.builds.current import point_at_current
from guide.builds.withdrawal import write_notices
from guide.editions import Edition, EditionFile


def serve_when_complete(edition: Edition) -> bool:
    """Makes this the current edition if its files are complete and it is not yet; emits the event. Returns whether it did."""
    if not is_complete(edition):
        return False
    unserved = Edition.objects.filter(pk=edition.pk, status=Edition.Status.PUBLISHED, served_at=None)
    if not unserved.update(served_at=timezone.now()):
        return False
    point_at_current()
    write_notices()
    emit(edition, EventKind.PUBLISHED, by=None)
    return True


def serve_what_is_complete() -> int:
    """What was made by a process that was killed before it came to this."""
    return sum(serve_when_complete(edition) for edition in Edition.objects.published().filter(served_at=None))


def is_complete(edition: Edition) -> bool:
    """Returns whether every page exists and no build is pending; a failed build does not block the rollout.

    Where readers have no edition yet the pages are enough.
    """
    pages = edition.files.filter(form=EditionFile.Form.WEB)
    made = set(pages.exclude(made_at=None).values_list("language", flat=True))
    if not made.issuperset(edition.languages):
        return False
    waiting = edition.files.filter(state=EditionFile.State.WAITING, made_at=None)
    return not waiting.exists() or not Edition.objects.readable().exists()

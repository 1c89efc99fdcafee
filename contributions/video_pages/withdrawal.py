"""A video is withdrawn, or shown again, and with it what was said under it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from campaign.models import Video
from contributions.comments.models import Comment
from contributions.events import EventKind, emit


def withdraw(video: Video, *, reason: str, by: User) -> None:
    """Takes it out of everybody's sight but the editors', with its comments, which the search and notifications follow.

    Raises ValidationError without a reason.
    """
    with transaction.atomic():
        video.withdraw(reason=reason, by=by)
        _emit(video, EventKind.HIDDEN, by)


def show(video: Video, *, by: User) -> None:
    """Showing what is not withdrawn is no error."""
    with transaction.atomic():
        video.show(by=by)
        _emit(video, EventKind.SHOWN, by)


def _emit(video: Video, kind: EventKind, by: User) -> None:
    for comment in Comment.objects.filter(video=video).iterator():
        emit(comment, kind, by=by)

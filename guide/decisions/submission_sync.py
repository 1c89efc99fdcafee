"""Event listener: makes one Submission for every page and comment, to be decided about."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.models import Comment, Page
from guide.decisions.models import Submission


@debounced
@in_bulk
def sync_submission(*changes: Event) -> None:
    """Creates the submissions of new texts, and moves them along when the texts change their theme."""
    pages, comments = (keys_of(changes, f"contributions.{name}") for name in ("page", "comment"))
    if pages:
        for page in Page.objects.filter(pk__in=pages, submission=None).only("theme", "modified_at"):
            Submission.objects.of(page)
        _follow_theme("page", pages)
    if comments:
        Submission.objects.of_comments(Comment.objects.filter(pk__in=comments, submission=None).order_by())
        _follow_theme("comment", comments)


def _follow_theme(name: str, keys: Collection[int]) -> None:
    moved = Submission.objects.filter(**{f"{name}__in": keys}).exclude(theme=F(f"{name}__theme")).order_by()
    for pk, theme in moved.values_list("pk", f"{name}__theme"):
        Submission.objects.filter(pk=pk).update(theme=theme)


def sync_all() -> int:
    """Creates the submissions that are missing because no event was received. Returns how many."""
    pages = Page.objects.filter(submission=None).only("theme", "modified_at")
    comments = Comment.objects.filter(submission=None).only("theme", "created_at")
    made = 0
    for text in [*pages, *comments]:
        Submission.objects.of(text)
        made += 1
    return made

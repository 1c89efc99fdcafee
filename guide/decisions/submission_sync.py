"""Event listener: keeps one Submission for every page and comment, to be decided about."""

from __future__ import annotations

from django.db.models import F, Q

from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.models import Comment, Page
from guide.decisions.models import Submission


@debounced
@in_bulk
def sync_submission(*changes: Event) -> None:
    """Creates the submission of a new text, and moves it along when the text changes its theme."""
    pages, comments = (keys_of(changes, f"contributions.{name}") for name in ("page", "comment"))
    out_of_step = ~Q(theme=F("submission__theme")) | Q(submission=None)
    if pages:
        for page in Page.objects.filter(out_of_step, pk__in=pages).only("theme", "modified_at").order_by():
            _sync_text(page)
    if comments:
        for comment in Comment.objects.filter(out_of_step, pk__in=comments).only("theme", "created_at").order_by():
            _sync_text(comment)


def _sync_text(text: Page | Comment) -> None:
    submission = Submission.objects.of(text)
    if submission.theme_id != text.theme_id:
        Submission.objects.filter(pk=submission.pk).update(theme=text.theme_id)


def sync_all() -> int:
    """Creates the submissions that are missing because no event was received. Returns how many."""
    pages = Page.objects.filter(submission=None).only("theme", "modified_at")
    comments = Comment.objects.filter(submission=None).only("theme", "created_at")
    made = 0
    for text in [*pages, *comments]:
        Submission.objects.of(text)
        made += 1
    return made

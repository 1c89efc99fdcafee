"""Event listener: keeps one Submission for every page and comment, to be decided about."""

from __future__ import annotations

from contributions.events import Event, debounced
from contributions.models import Comment, Page
from guide.decisions.models import Submission


@debounced
def sync_submission(change: Event) -> None:
    """Creates the submission of a new text, and moves it along when the text changes its theme."""
    if change.label == "contributions.page":
        page = Page.objects.narrow().filter(pk=change.pk).first()
        _sync_text(page)
    elif change.label == "contributions.comment":
        _sync_text(Comment.objects.filter(pk=change.pk).defer("body", "body_html").first())


def _sync_text(text: Page | Comment | None) -> None:
    if text is None:
        return
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

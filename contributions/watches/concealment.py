"""What people were told goes out of sight with what it quotes: a version that was hidden, something withdrawn or hidden."""

from __future__ import annotations

from contributions.comments.models import Comment
from contributions.events import Event, EventKind
from contributions.pages.models import Page
from notifications.models import Notification

HISTORIES = {"contributions.page": Page, "contributions.comment": Comment}


def conceal_hidden_versions(change: Event) -> None:
    """Goes by how each version stands now, whatever came in between."""
    if change.what not in {EventKind.VERSION_HIDDEN, EventKind.VERSION_SHOWN}:
        return
    rows = HISTORIES[change.label].history.filter(id=change.pk).values_list("version", "is_text_hidden")
    for version, is_hidden in rows.filter(is_text_hidden=True) if change.what == EventKind.VERSION_HIDDEN else rows:
        key = f"{change.label}:{change.pk}:{version}"
        if is_hidden:
            Notification.objects.conceal(key)
        else:
            Notification.objects.reveal(key)


def conceal_what_does_not_stand(pk: int) -> None:
    what = f"comment:{pk}"
    if Comment.objects.filter(pk=pk, withdrawn_at=None, is_hidden=False).exists():
        Notification.objects.reveal(what)
    else:
        Notification.objects.conceal(what)

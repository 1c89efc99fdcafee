"""Who is told what when something happens in the wiki: by the worker, for settings.ON_TEXT_CHANGED.

Those to whom it is addressed come first (an answer, a mention), then those who follow what it happened to. One change tells a
person once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or
be broken off in the middle and begun again. What nobody may read any more, and a detail (a minor edit), is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from contributions.events import Event
from contributions.watches import notify_comments, notify_questions, notify_revisions
from notifications.telling import together

NOTIFIERS: dict[str, Callable[[Event], None]] = {
    "contributions.page": notify_revisions.notify,
    "contributions.comment": notify_comments.notify,
    "contributions.question": notify_questions.notify,
}


def notify_watchers(change: Event) -> None:
    if tell := NOTIFIERS.get(change.label):
        with together():
            tell(change)

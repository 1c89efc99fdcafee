"""Who is told what when something happens in the wiki: by the worker, for settings.ON_TEXT_CHANGED.

Those to whom it is addressed come first (an answer, a mention), then those who follow what it happened to. One change tells a
person once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or
be broken off in the middle and begun again. What nobody may read any more, and a detail (a minor edit), is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import batched

from contributions.events import Event, in_bulk
from contributions.watches import notify_comments, notify_questions, notify_revisions
from contributions.watches.news import News, notify_all

AT_ONCE = 50
"""So many events are told in one go: whoever is told anything is held as long as all of it is written."""
NEWS: dict[str, Callable[[Sequence[Event]], list[News]]] = {
    "contributions.page": notify_revisions.news_of,
    "contributions.comment": notify_comments.news_of,
    "contributions.question": notify_questions.news_of,
}


@in_bulk
def notify_watchers(*changes: Event) -> None:
    """Tells whom these changes concern, each person once of each; what was told already is told to nobody again."""
    for some in batched(changes, AT_ONCE):
        notify_all(
            [news for label, news_of in NEWS.items() for news in news_of([one for one in some if one.label == label])]
        )

"""Who is told what when something happens in the wiki: by the worker, for settings.WAKE_AFTER_CHANGE.

Those to whom it is addressed come first (an answer, a mention), then those who follow what it happened to. One change tells a
person once, whatever the reasons: the key of what she is told says which change it was. So all of this can be done twice, or
be broken off in the middle and begun again. What nobody may read any more, and a detail (a minor edit), is told to nobody.
"""

from __future__ import annotations

from collections.abc import Callable

from contributions.waking import Change
from contributions.watches import questions_told, revisions_told, talk_told

TELLERS: dict[str, Callable[[Change], None]] = {
    "contributions.page": revisions_told.tell,
    "contributions.contribution": talk_told.tell,
    "contributions.question": questions_told.tell,
}


def tell_watchers(change: Change) -> None:
    if tell := TELLERS.get(change.label):
        tell(change)

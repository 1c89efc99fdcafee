"""What costs in proportion to whole texts, or more: functions that tell when they are called."""

from __future__ import annotations

from typing import Any

import pytest

from common import markup
from search import engines

COSTLY = (
    *("render", "compare", "merge", "join", "find_quote", "word_changes", "mark_blame"),
    *("passage_status_of", "align_sentences"),
)


def watch_costly(patch: pytest.MonkeyPatch) -> set[str]:
    """Returns a set that comes to hold the names of what was called."""
    called: set[str] = set()

    def watched(owner: Any, name: str) -> None:
        function = getattr(owner, name)

        def noted(*args: Any, **kwargs: Any) -> Any:
            called.add(name)
            return function(*args, **kwargs)

        patch.setattr(owner, name, noted)

    for name in COSTLY:
        watched(markup, name)
    watched(type(engines.engine()), "find")
    return called

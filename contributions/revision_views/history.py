"""All revisions of a text, newest first, paged by key and without their texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict

from common.database.queries import CompiledQuery
from contributions.history_models import RevisionDetails
from contributions.revision_views.revision import version_in
from contributions.revisions import Revisioned

ROWS = 50
AUTHOR = ("id", "username", "first_name", "last_name", "attribution", "alias", "is_active")
"""What a row says of whoever wrote the revision."""


@dataclass(frozen=True)
class History:
    """One page of a history, for templates/parts/history/history.html."""

    text: Revisioned
    revisions: tuple[RevisionDetails, ...]
    next_url: str
    newest_url: str

    @property
    def picks(self) -> tuple[int | None, int | None]:
        """The two versions that are marked for comparison to begin with."""
        versions = [revision.version for revision in self.revisions[:2]]
        return (versions[1], versions[0]) if len(versions) > 1 else (None, None)


def history_of(text: Revisioned, query: QueryDict) -> History:
    """The revisions of `text` older than `?before=`; raises Http404 for one that is no number."""
    before = version_in(query, "before")
    compiled = _compiled(type(text), is_first=not before)
    found = compiled.all(text.pk, before) if before else compiled.all(text.pk)
    revisions, here = tuple(found[:ROWS]), text.screen_url("history")
    older = f"{here}?before={revisions[-1].version}" if len(found) > ROWS else ""
    return History(text, revisions, older, here if before else "")


@cache
def _compiled(model: type[Revisioned], *, is_first: bool) -> CompiledQuery[Any]:
    def make(pk: int, before: int | None = None) -> Any:
        text: Any = model(pk=pk)  # type: ignore[misc]  # each text has a key
        return text.history.with_authors().without_bodies().older_than(before)[: ROWS + 1]

    return CompiledQuery(make, -7, *([] if is_first else [700_007]), related={"history_user": AUTHOR})

"""All revisions of a text, newest first, paged by key and without their texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict

from contributions.history_models import RevisionDetails
from contributions.revision_views.revision import version_in
from contributions.revisions import Revisioned
from database.queries import CompiledQuery

ROWS = 50
AUTHOR = ("id", "username", "first_name", "last_name", "attribution", "alias", "is_active")
"""What a row says of whoever wrote the revision."""


@dataclass(frozen=True)
class HistoryAddresses:
    """Where the versions of one text are read, undone and gone back to: each row names several of them."""

    revisions: str
    undo: str
    revert: str

    @classmethod
    def of(cls, text: Revisioned) -> HistoryAddresses:
        return cls(*(text.screen_url(screen) for screen in ("revisions", "undo", "revert")))


@dataclass(frozen=True)
class HistoryRow:
    text: Revisioned
    revision: RevisionDetails
    addresses: HistoryAddresses

    @property
    def read_url(self) -> str:
        return f"{self.addresses.revisions}{self.revision.version}/"

    @property
    def changes_url(self) -> str:
        return "" if self.revision.is_first else self.text.changes_url(self.revision.version - 1, self.revision.version)

    @property
    def hide_url(self) -> str:
        return f"{self.read_url}hide/"

    @property
    def is_newest(self) -> bool:
        return self.revision.version == self.text.version

    @property
    def undo_url(self) -> str:
        """Undoing the newest one is reverting to the one before: it is offered once, in the other words."""
        return "" if self.revision.is_first else f"{self.addresses.undo}?version={self.revision.version}"

    @property
    def revert_url(self) -> str:
        return "" if self.is_newest else f"{self.addresses.revert}?version={self.revision.version}"


@dataclass(frozen=True)
class History:
    """One page of a history, for templates/parts/history/history.html."""

    text: Revisioned
    rows: tuple[HistoryRow, ...]
    next_url: str
    newest_url: str

    @property
    def picks(self) -> tuple[int | None, int | None]:
        """The two versions that are marked for comparison to begin with."""
        versions = [row.revision.version for row in self.rows]
        return (versions[1], versions[0]) if len(versions) > 1 else (None, None)


def history_of(text: Revisioned, query: QueryDict) -> History:
    """The revisions of `text` older than `?before=`; raises Http404 for one that is no number."""
    before = version_in(query, "before")
    compiled = _compiled(type(text), is_first=not before)
    found = compiled.all(text.pk, before) if before else compiled.all(text.pk)
    addresses = HistoryAddresses.of(text)
    rows = tuple(HistoryRow(text, revision, addresses) for revision in found[:ROWS])
    here = text.screen_url("history")
    has_more = len(found) > ROWS
    return History(text, rows, f"{here}?before={rows[-1].revision.version}" if has_more else "", here if before else "")


@cache
def _compiled(model: type[Revisioned], *, is_first: bool) -> CompiledQuery[Any]:
    def make(pk: int, before: int | None = None) -> Any:
        text: Any = model(pk=pk)  # type: ignore[misc]  # each text has a key
        return text.history.with_authors().without_bodies().older_than(before)[: ROWS + 1]

    return CompiledQuery(make, -7, *([] if is_first else [700_007]), related={"history_user": AUTHOR})

"""Two revisions of a text side by side, or one over the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django.http import Http404, QueryDict

from common import markup
from common.database.queries import CompiledQuery
from common.paging import parse_int
from contributions.history_models import RevisionDetails
from contributions.revision_html import changes_between
from contributions.revision_views.change_summary import diff_in_words
from contributions.revision_views.revision import version_in
from contributions.revisions import Revisioned


@dataclass(frozen=True)
class Fact:
    """Something besides the text that a revision may change: its title, its theme, its number."""

    name: str
    older: str
    newer: str

    @property
    def is_changed(self) -> bool:
        return self.older != self.newer


@dataclass(frozen=True)
class Comparison:
    """Two revisions for templates/parts/diff/diff.html. `diff` is None where they cannot be laid out: then show the sources."""

    text: Revisioned
    older: RevisionDetails
    newer: RevisionDetails
    diff: markup.Diff | None
    facts: tuple[Fact, ...]
    is_unified: bool
    is_unfolded: bool

    @property
    def both(self) -> tuple[RevisionDetails, RevisionDetails]:
        """The two, the older first."""
        return self.older, self.newer

    @property
    def hidden(self) -> tuple[RevisionDetails, ...]:
        """Those of the two whose texts the editors have hidden."""
        return tuple(revision for revision in self.both if revision.is_text_hidden)

    @property
    def is_text_hidden(self) -> bool:
        return bool(self.hidden)

    @cached_property
    def title(self) -> str:
        return diff_in_words(self.diff, [fact.name for fact in self.facts])

    @property
    def is_one_version(self) -> bool:
        return self.older.version == self.newer.version

    @property
    def is_one_step(self) -> bool:
        return self.newer.version - self.older.version == 1

    @property
    def steps(self) -> int:
        return self.newer.version - self.older.version

    @property
    def url(self) -> str:
        return self.text.changes_url(self.older.version, self.newer.version)

    @property
    def unfolded_url(self) -> str:
        return f"{self.url}{'&view=unified' if self.is_unified else ''}&all=1"

    @property
    def previous_url(self) -> str:
        """The change before: the step that led to the older version."""
        version = self.older.version
        return self.text.changes_url(version - 1, version) if version > 1 else ""

    @property
    def next_url(self) -> str:
        version = self.newer.version
        return self.text.changes_url(version, version + 1) if version < self.text.version else ""

    @property
    def revert_url(self) -> str:
        if self.is_one_version or self.older.version == self.text.version or self.older.is_text_hidden:
            return ""
        return f"{self.text.screen_url('revert')}?version={self.older.version}"

    @property
    def undo_url(self) -> str:
        """Undoing the newest version is reverting to the one before, which is offered already."""
        if not self.is_one_step or self.newer.version == self.text.version or self.is_text_hidden:
            return ""
        return f"{self.text.screen_url('undo')}?version={self.newer.version}"


def comparison_of(
    text: Revisioned,
    query: QueryDict,
    *,
    more_facts: Callable[[Any, Any], Sequence[Fact]] = lambda older, newer: (),
) -> Comparison:
    """`?older=` against `?newer=`, whichever way round; the newest against the one before, without them.

    `more_facts` says what else differs between the two revisions. Raises Http404 for a version that does not exist.
    """
    older, newer = _ends(text, query)
    facts = [Fact("title", older.title, newer.title), *more_facts(older, newer)]
    diff = None
    if not (older.is_text_hidden or newer.is_text_hidden):
        with suppress(markup.RenderRefused):
            diff = changes_between(text, older, newer)
    changed = tuple(fact for fact in facts if fact.is_changed)
    return Comparison(text, older, newer, diff, changed, query.get("view") == "unified", bool(query.get("all")))


def may_be_one_step(query: QueryDict) -> bool:
    """Returns whether the address may ask what one version changed, for which its author can be thanked."""
    older, newer = (parse_int(query.get(name, "")) for name in ("older", "newer"))
    return not (older and newer) or abs(newer - older) == 1


def _ends(text: Revisioned, query: QueryDict) -> tuple[RevisionDetails, RevisionDetails]:
    """The two revisions that an address asks to compare, the older first; one query."""
    newer = version_in(query, "newer") or text.version
    older = version_in(query, "older") or max(newer - 1, 1)
    found: dict[int, RevisionDetails] = {row.version: row for row in _both(type(text)).all(text.pk, older, newer)}
    if len(found) < len({older, newer}):
        raise Http404
    return found[min(older, newer)], found[max(older, newer)]


@cache
def _both(model: type[Revisioned]) -> CompiledQuery[Any]:
    def make(pk: int, older: int, newer: int) -> Any:
        text: Any = model(pk=pk)  # type: ignore[misc]  # each text has a key
        return text.history.with_authors().filter(version__in=[older, newer]).order_by()

    return CompiledQuery(make, -7, 700_007, 700_008, related={"history_user": ()})

"""A page of results, as it is shown: made of the texts as they are now.

What was found, without what the reader may not read at this moment: the index may be behind, this is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from common import markup
from search.documents import CurrentText, DisplayedText
from search.excerpts import Marker, matches
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from search.query import Audience, ParsedQuery
from search.ranking import RankedEntry
from search.sources import ADAPTERS, by_source

KIND_NAMES = {
    ResultKind.PAGE: _("Page"),
    ResultKind.THEME_COMMENT: _("Contribution"),
    ResultKind.PAGE_COMMENT: _("Comment"),
    ResultKind.QUESTION: _("Question"),
    ResultKind.TIP: _("Tip of the guide"),
    ResultKind.SECTION: _("Text of the guide"),
}


@dataclass(frozen=True)
class SearchResult:
    """One text that was found. `title` is empty for what has none of its own; then `shown.place` says where it stands."""

    entry: IndexEntry
    shown: DisplayedText
    title: SafeString
    excerpt: SafeString

    @property
    def url(self) -> str:
        return self.shown.url

    @property
    def kind(self) -> ResultKind:
        return ResultKind(self.entry.kind)

    @property
    def kind_name(self) -> str:
        return self.shown.kind or str(KIND_NAMES[self.kind])

    @property
    def is_hidden(self) -> bool:
        """Editors alone find what is hidden, and are told that it is."""
        return self.entry.audience != Audience.READERS

    @property
    def state(self) -> ResultState | None:
        return ResultState(self.entry.state) if self.entry.state else None

    @property
    def shown_state(self) -> str:
        """What has become of it, in words; a text of the guide is in the guide."""
        is_of_guide = self.kind in {ResultKind.TIP, ResultKind.SECTION}
        return str(self.state.label) if self.state and not is_of_guide else ""

    @property
    def useful(self) -> int:
        """To how many people it is useful; a question is asked, and not useful."""
        return self.entry.useful if self.entry.source != IndexSource.QUESTION else 0


@dataclass(frozen=True, kw_only=True)
class SearchResults:
    """`instead` is what was looked for in place of `question`; the rows from `loose_from` on have only some of the words."""

    question: str
    rows: Sequence[SearchResult] = field(default=())
    total: int = 0
    instead: str = ""
    loose_from: int | None = None
    is_cut: bool = False
    page: int = 1
    has_next: bool = False
    people: tuple[User, ...] = ()

    @property
    def exact(self) -> Sequence[SearchResult]:
        return self.rows if self.loose_from is None else self.rows[: self.loose_from]

    @property
    def loose(self) -> Sequence[SearchResult]:
        return () if self.loose_from is None else self.rows[self.loose_from :]

    @property
    def has_previous(self) -> bool:
        return self.page > 1


def results_of(rows: Sequence[RankedEntry], readings: Sequence[ParsedQuery], **about: object) -> SearchResults:
    """The rows as they are shown; what they say is what was read of their texts when they were found."""
    marker_of = cache(partial(Marker, readings))
    found = []
    bodies = _bodies([row for row in rows if row.entry])
    for row in rows:
        if row.entry and row.now:
            marker = marker_of(row.entry.stemmed_as)
            shown = ADAPTERS[IndexSource(row.entry.source)].shown(row.entry, row.now.row)
            excerpt = marker.excerpt(bodies.get(row.key, ""), is_even=bool(row.entry.folded))
            found.append(SearchResult(row.entry, shown, marker.marked(shown.title), excerpt))
    return SearchResults(rows=found, **about)  # type: ignore[arg-type]


def _has_changed(row: RankedEntry) -> bool:
    return bool(row.entry and row.now and row.now.version != row.entry.version)


def _bodies(rows: Sequence[RankedEntry]) -> dict[int, str]:
    """What the texts say, by entry: from the index, or, where they have changed since or somebody is mentioned in them,
    from themselves: the index holds no name.
    """
    same = [row.key for row in rows if row.entry and not _has_changed(row)]
    indexed = dict(IndexEntry.objects.filter(pk__in=same).order_by().values_list("pk", "body"))
    is_named = {key for key, body in indexed.items() if markup.NO_NAME in body}
    changed = [row.entry for row in rows if row.entry and (_has_changed(row) or row.key in is_named)]
    bodies: dict[int, str] = {}
    for source, some in by_source(changed).items():
        texts = ADAPTERS[source].bodies([entry.object_id for entry in some])
        bodies |= {entry.pk: texts[entry.object_id][1] for entry in some if entry.object_id in texts}
    return bodies | {key: body for key, body in indexed.items() if key not in bodies}


MOST_VERIFIED = 50
"""As many texts that changed since they were indexed are read again; more than that are left out until they are indexed."""


def readable(
    entries: Iterable[IndexEntry], reader: access.Person, readings: Sequence[ParsedQuery]
) -> dict[int, CurrentText]:
    """The texts of those of the entries, by entry, that the reader may read now, and which, as they are now, still answer.

    One query a source, and one more where a text has changed in the last moments: a word that was just taken out of a text,
    and may have been hidden since, does not find it any more.
    """
    found: dict[int, CurrentText] = {}
    for source, some in by_source(entries).items():
        now = ADAPTERS[source].now(some, reader)
        changed = [entry for entry in some if entry.pk in now and now[entry.pk].version != entry.version]
        if changed:
            fitting = _still_fitting(source, changed[:MOST_VERIFIED], readings)
            for gone in {entry.pk for entry in changed}.difference(fitting):
                del now[gone]
        found |= now
    return found


def _still_fitting(source: IndexSource, changed: list[IndexEntry], readings: Sequence[ParsedQuery]) -> Iterator[int]:
    texts = ADAPTERS[source].bodies([entry.object_id for entry in changed])
    for entry in changed:
        title, body = texts.get(entry.object_id, ("", ""))
        if not readings or matches(readings, entry.stemmed_as, f"{title}\n{body}"):
            yield entry.pk

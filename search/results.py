"""A page of results, as it is shown: made of the texts as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts import access
from search.excerpts import Marker
from search.models import Entry, Kind, State
from search.ranking import Ranked
from search.sources import KEEPERS, by_source
from search.texts import Shown
from search.wanted import Audience, Reading

KIND_NAMES = {
    Kind.PAGE: _("Page"),
    Kind.CONTRIBUTION: _("Contribution"),
    Kind.COMMENT: _("Comment"),
    Kind.QUESTION: _("Question"),
    Kind.TIP: _("Tip of the guide"),
}


@dataclass(frozen=True)
class Result:
    """One text that was found. `title` is empty for what has none of its own; then `shown.place` says where it stands."""

    entry: Entry
    shown: Shown
    title: SafeString
    excerpt: SafeString

    @property
    def url(self) -> str:
        return self.shown.url

    @property
    def kind(self) -> Kind:
        return Kind(self.entry.kind)

    @property
    def kind_name(self) -> str:
        return self.shown.kind or str(KIND_NAMES[self.kind])

    @property
    def is_hidden(self) -> bool:
        """Editors alone find what is hidden, and are told that it is."""
        return self.entry.audience != Audience.READERS

    @property
    def state(self) -> State | None:
        return State(self.entry.state) if self.entry.state else None


@dataclass(frozen=True, kw_only=True)
class Results:
    """`instead` is what was looked for in place of `question`; the rows from `loose_from` on have only some of the words."""

    question: str
    rows: Sequence[Result] = field(default=())
    total: int = 0
    instead: str = ""
    loose_from: int | None = None
    is_cut: bool = False
    page: int = 1
    has_next: bool = False

    @property
    def exact(self) -> Sequence[Result]:
        return self.rows if self.loose_from is None else self.rows[: self.loose_from]

    @property
    def loose(self) -> Sequence[Result]:
        return () if self.loose_from is None else self.rows[self.loose_from :]

    @property
    def has_previous(self) -> bool:
        return self.page > 1


def results_of(rows: Sequence[Ranked], reader: access.Person, readings: Sequence[Reading], **about: object) -> Results:
    """What was hidden between the finding and now is left out here as well."""
    entries = [row.entry for row in rows if row.entry]
    marker_of = cache(partial(Marker, readings))
    shown: dict[int, Shown] = {}
    bodies: dict[int, str] = {}
    for source, some in by_source(entries).items():
        shown |= KEEPERS[source].shown(some, reader)
        changed = {
            entry.object_id: entry.pk
            for entry in some
            if entry.pk in shown and shown[entry.pk].version != entry.version
        }
        if changed:
            bodies |= {changed[key]: body for key, (_title, body) in KEEPERS[source].bodies(list(changed)).items()}
    same = [entry.pk for entry in entries if entry.pk in shown and entry.pk not in bodies]
    bodies |= dict(Entry.objects.filter(pk__in=same).order_by().values_list("pk", "body"))
    found = [
        Result(
            entry,
            shown[entry.pk],
            marker.marked(shown[entry.pk].title),
            marker.excerpt(bodies.get(entry.pk, ""), is_even=bool(entry.folded)),
        )
        for entry, marker in ((entry, marker_of(entry.stemmed_as)) for entry in entries)
        if entry.pk in shown
    ]
    return Results(rows=found, **about)  # type: ignore[arg-type]

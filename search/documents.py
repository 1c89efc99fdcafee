"""A text on its way into the index, and what is shown of one that was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from accounts import access
from accounts.naming import named
from campaign.languages import first_language
from common import markup
from search.analysis import language_of
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from search.query import Audience

LONGEST_BODY = 100_000
# Of two texts that fit alike, what the editors have chosen comes before what a page says, and that before a remark.
KIND_STANDING = {
    ResultKind.TIP: 400,
    ResultKind.PAGE: 200,
    ResultKind.SECTION: 150,
    ResultKind.QUESTION: 100,
    ResultKind.THEME_COMMENT: 60,
    ResultKind.PAGE_COMMENT: 0,
}
MOST_USEFUL = 500


@dataclass(frozen=True, kw_only=True)
class Document:
    """What a text says, in plain words, and what people may narrow a search to."""

    source: IndexSource
    object_id: int
    kind: ResultKind
    body: str
    at: datetime
    version: int
    title: str = ""
    language: str = ""
    theme_id: int | None = None
    page_id: int | None = None
    people: tuple[int, ...] = ()
    state: str = ""
    audience: Audience = Audience.READERS
    useful: int = 0

    @property
    def stemmed_as(self) -> str:
        return language_of(self.language or first_language())

    @property
    def facets(self) -> tuple[str, ...]:
        """The names of what a search can be narrowed to, as engines store them; "all" is everything's."""
        facets = ["all", f"l{self.stemmed_as}", f"k{self.kind.value}"]
        facets += [f"t{self.theme_id}"] if self.theme_id else []
        facets += [f"s{self.state}"] if self.state else []
        return (*facets, *(f"p{person}" for person in self.people))

    @property
    def standing(self) -> int:
        in_guide = 50 if self.state == ResultState.IN_GUIDE else 0
        return KIND_STANDING[self.kind] + in_guide + min(self.useful, MOST_USEFUL)


class CurrentText(NamedTuple):
    """The current state of a text for a reader who may see it; `row` is the input of SourceAdapter.shown.

    `useful` is how many find it useful, where that is counted.
    """

    version: int
    useful: int | None
    row: Any


def of_entries(entries: Iterable[IndexEntry], texts: Mapping[int, CurrentText]) -> dict[int, CurrentText]:
    """Texts, which are known by their own keys, by those of their entries."""
    return {entry.pk: texts[entry.object_id] for entry in entries if entry.object_id in texts}


class ThemeLabel(NamedTuple):
    number: int
    short_title: str
    paper: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DisplayedText:
    """A text as it is now, for the page of results. `title` is empty for what has none of its own, `language` where it is
    that of the site.
    """

    url: str
    title: str = ""
    place: str = ""
    language: str = ""
    kind: str = ""
    people: str = ""
    theme: ThemeLabel | None = None
    at: datetime


def named_bodies(rows: Iterable[tuple[int, str, str]]) -> dict[int, tuple[str, str]]:
    """Titles and texts in plain words, by key, with the name of today for whoever is mentioned."""
    known = list(rows)
    bodies = named([markup.plain_text(body, with_mentions=True)[:LONGEST_BODY] for _pk, _title, body in known])
    return {pk: (title, body) for (pk, title, _body), body in zip(known, bodies, strict=True)}


class SourceAdapter(Protocol):
    """A module of `sources`: what it says about the texts that it has."""

    def texts(self, keys: Sequence[int]) -> Iterable[Document]:
        """The texts to index among these; what is not there, or is nobody's to find, is left out."""

    def keys_after(self, key: int, at_most: int) -> list[int]:
        """The next keys in their order."""

    def now(self, entries: Sequence[IndexEntry], reader: access.Person) -> dict[int, CurrentText]:
        """The texts of those of the entries that the reader may read now, by entry. One query."""

    def bodies(self, keys: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Titles and texts as they are now, in plain words. One query."""

    def shown(self, entry: IndexEntry, row: Any) -> DisplayedText:
        """What the results say about a text."""

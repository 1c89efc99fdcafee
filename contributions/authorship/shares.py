"""Asking whose the words of a page are: of the whole of it, and of a passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from accounts.models import User
from common import markup
from contributions.authorship.models import Authorship
from contributions.authorship.sync import follow_revisions, text_of
from contributions.comments.incorporation import Incorporation
from contributions.history_models import Act
from contributions.pages.models import Page, PageRevision

BEFORE_READING = 20


@dataclass(frozen=True)
class VersionShare:
    """What one revision has brought into the text and is still there. `person` is None for a colleague who is gone."""

    revision: PageRevision
    person: User | None
    words: int

    @property
    def at(self) -> datetime:
        return self.revision.date


@dataclass(frozen=True)
class AuthoredSpan:
    """A stretch of the Markdown text that one revision has brought in."""

    start: int
    end: int
    revision: PageRevision
    person: User | None


@dataclass(frozen=True)
class Share:
    """How much of the text is a person's; `parts` are the oldest first."""

    person: User | None
    words: int
    of: int
    parts: tuple[VersionShare, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.words / self.of) if self.of else 0

    @property
    def since(self) -> datetime:
        return self.parts[0].at


@dataclass(frozen=True)
class Authored:
    """A page's text at `version`, the newest one that has been followed, and where its words come from."""

    page: Page
    version: int
    text: str
    runs: markup.Runs

    @property
    def is_up_to_date(self) -> bool:
        return self.version == self.page.version

    @cached_property
    def revisions(self) -> dict[int, PageRevision]:
        """Those that have left words, by origin, with their authors; one query."""
        return _revisions_of({origin for _length, origin in self.runs})

    @cached_property
    def people(self) -> dict[int, User | None]:
        """Whose words those are, by origin: what a page took up is whoever said it's. One query more, where it took up any."""
        return _people_of(self.revisions)

    def shares(self) -> list[Share]:
        """Whoever wrote most comes first."""
        counts = markup.words_by_origin(self.text, self.runs)
        parts = [
            VersionShare(self.revisions[origin], self.people[origin], words)
            for origin, words in sorted(counts.items())
            if origin in self.revisions
        ]
        total = sum(part.words for part in parts)
        by_person: dict[int | None, list[VersionShare]] = {}
        for part in parts:
            by_person.setdefault(part.person.pk if part.person else None, []).append(part)
        shares = [
            Share(own[0].person, sum(part.words for part in own), total, tuple(_oldest_first(own)))
            for own in by_person.values()
        ]
        return sorted(shares, key=lambda share: (-share.words, share.since))

    def who_wrote(self, start: int, end: int) -> list[AuthoredSpan]:
        """The pieces of `text[start:end]`, in order: each is one revision's, and says whose."""
        return [piece for piece in self._pieces(start, end) if piece.start < piece.end]

    def _pieces(self, start: int, end: int) -> Iterator[AuthoredSpan]:
        at = 0
        for length, origin in self.runs:
            if origin in self.revisions:
                inside = max(at, start), min(at + length, end)
                yield AuthoredSpan(*inside, self.revisions[origin], self.people[origin])
            at += length


def authored_text(page: Page) -> Authored | None:
    """Whose the words of a page are. Some revisions that the worker has not come to yet are followed at once; where there
    are many, it speaks of an older version. None for a page that has not been followed at all.
    """
    row = Authorship.objects.filter(page=page.pk).first()
    if row is None or row.version < page.version:
        follow_revisions(page.pk, at_most=BEFORE_READING)
        row = Authorship.objects.filter(page=page.pk).first()
    if row is None:
        return None
    return Authored(page, row.version, _text_of(page, row.version), row.origins.runs)


def authored_texts(pages: Iterable[Page]) -> dict[int, Authored]:
    """Of those among some pages whose newest version has been followed, by key; three queries, with their texts at hand."""
    by_key = {page.pk: page for page in pages}
    rows = [row for row in Authorship.objects.filter(page__in=by_key) if row.version == by_key[row.page_id].version]
    revisions = _revisions_of({origin for row in rows for _length, origin in row.origins.runs})
    people = _people_of(revisions)
    found = {}
    for row in rows:
        page = by_key[row.page_id]
        found[page.pk] = Authored(page, row.version, page.body, row.origins.runs)
        vars(found[page.pk]).update(revisions=revisions, people=people)  # what each would ask for by itself
    return found


def _revisions_of(origins: set[int]) -> dict[int, PageRevision]:
    rows = PageRevision.objects.filter(history_id__in=origins).select_related("history_user").defer("body")
    return {row.history_id: row for row in rows}


def _people_of(revisions: Mapping[int, PageRevision]) -> dict[int, User | None]:
    taken = {(row.id, row.version) for row in revisions.values() if row.act == Act.INCORPORATED}
    comment: dict[tuple[int, int], User] = {}
    if taken:
        incorporations = Incorporation.objects.filter(page__in={page for page, _version in taken})
        rows = incorporations.select_related("comment__author").only(
            "page", "version", "comment__author", *_person("comment__author")
        )
        comment = {(row.page_id, row.version): row.comment.author for row in rows}
    return {key: comment.get((row.id, row.version), row.history_user) for key, row in revisions.items()}


def shares_of(page: Page) -> list[Share]:
    authored = authored_text(page)
    return authored.shares() if authored else []


def _text_of(page: Page, version: int) -> str:
    """Of the revision: the row may be narrow, or the page saved meanwhile."""
    if page.version == version and "body" not in page.get_deferred_fields():
        return page.body
    return text_of(page.pk, version)


def _oldest_first(parts: Iterable[VersionShare]) -> list[VersionShare]:
    return sorted(parts, key=lambda part: (part.at, part.revision.version))


def _person(path: str) -> list[str]:
    names = ("username", "first_name", "last_name", "attribution", "alias", "site", "job", "is_active")
    return [f"{path}__{name}" for name in names]

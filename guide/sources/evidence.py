"""What is known about the sources of a tip: whose words they are, of when, and what readers thought of them.

Whoever may no longer read a text reads neither its words nor its title here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from accounts import access
from accounts.models import User
from common import markup
from contributions import authorship
from contributions.endorsements import with_endorsements
from contributions.models import Comment, CommentRevision, Page, PageRevision
from guide.sources.models import Source
from guide.tips.models import Tip

type Revision = PageRevision | CommentRevision


def sources_of(tip: Tip) -> QuerySet[Source]:
    """With everything that their passages name; one query. The text of each page comes along, to find the passage in."""
    heavy = ["page__body_html", "page__contents", "comment__body_html"]
    heavy += [f"comment__page__{field}" for field in ("body", "body_html", "contents")]
    rows = tip.sources.select_related(
        "added_by",
        "page__theme",
        "comment__author",
        "comment__theme",
        "comment__page__theme",
        "comment__video",
        "question__asked_by",
        "question__duplicate_of",
    )
    return rows.defer(*heavy)


@dataclass(frozen=True)
class Evidence:
    """A source as one reader sees it. `useful_count` is of the page or the contribution that it stands in."""

    source: Source
    number: int
    reader: access.Person
    people: tuple[User | None, ...]
    at: datetime | None
    useful_count: int
    is_version_hidden: bool

    @cached_property
    def is_readable(self) -> bool:
        source, is_editor = self.source, access.is_editor(self.reader)
        if source.page:
            return is_editor or not (source.page.is_hidden or self.is_version_hidden)
        if source.comment:
            return _may_read_comment(source.comment, self.reader, is_version_hidden=self.is_version_hidden)
        question = source.question
        first = question and question.duplicate_of
        return is_editor or not ((question and question.is_hidden) or (first and first.is_hidden))

    @property
    def text_key(self) -> str:
        """What stands for its text in addresses: see guide.sources.passage_choice."""
        kind, pk = _text_key(self.source)
        return f"{kind}-{pk}"

    @property
    def words(self) -> str:
        return self.source.words if self.is_readable else ""

    @property
    def has_newer(self) -> bool:
        """Whether its text has changed since."""
        text = self.source.page or self.source.comment
        return bool(text and text.version != self.source.version)


def _may_read_comment(comment: Comment, reader: access.Person, *, is_version_hidden: bool) -> bool:
    is_own = isinstance(reader, User) and comment.author_id == reader.pk
    if comment.withdrawn_at is not None:
        return is_own
    if access.is_editor(reader):
        return True
    return not (is_version_hidden or comment.is_place_hidden or (comment.is_hidden and not is_own))


def evidence_of(sources: Sequence[Source], reader: access.Person) -> list[Evidence]:
    """In the order of the sources; at most eight queries, however many they are."""
    revisions = _revisions_of(sources)
    people = _people_behind(sources)
    useful = _useful_counts(sources, reader)
    found = []
    for number, source in enumerate(sources, 1):
        revision = revisions.get(_key(source))
        at = revision.date if revision else source.question.created_at if source.question else None
        is_hidden = bool(revision and revision.is_text_hidden)
        found.append(
            Evidence(source, number, reader, people[source.pk], at, useful.get(_text_key(source), 0), is_hidden)
        )
    return found


def _key(source: Source) -> tuple[str, int, int]:
    return (*_text_key(source), source.version)


def _text_key(source: Source) -> tuple[str, int]:
    return ("page", source.page_id) if source.page_id else ("comment", source.comment_id or 0)


def _revisions_of(sources: Sequence[Source]) -> dict[tuple[str, int, int], Revision]:
    found: dict[tuple[str, int, int], Revision] = {}
    for kind, model in (("page", PageRevision), ("comment", CommentRevision)):
        wanted = {
            (key, source.version) for source in sources for name, key in [_text_key(source)] if name == kind and key
        }
        if wanted:
            these = reduce(or_, (Q(id=key, version=version) for key, version in wanted))
            rows: Iterable[Any] = model.objects.filter(these).defer("body")
            found |= {(kind, row.id, row.version): row for row in rows}
    return found


def _people_behind(sources: Sequence[Source]) -> dict[int, tuple[User | None, ...]]:
    """Who wrote the words of each passage that are still there; where they are gone, whoever had written the page then."""
    written = authorship.authored_texts({source.page.pk: source.page for source in sources if source.page}.values())
    found = {source.pk: _people(source, written.get(source.page_id or 0)) for source in sources}
    gone = [source for source in sources if source.page_id and not found[source.pk]]
    before = _authors_of({source.page_id for source in gone})
    for source in gone:
        known = before.get(source.page_id or 0, [])
        found[source.pk] = tuple(dict.fromkeys(person for version, person in known if version <= source.version))
    return found


def _people(source: Source, written: authorship.Authored | None) -> tuple[User | None, ...]:
    if source.comment:
        return (source.comment.author,)
    if source.question:
        return (source.question.asked_by,) if source.question.asked_by else ()
    return tuple(dict.fromkeys(piece.person for piece in _pieces(source, written))) if written else ()


def _pieces(source: Source, written: authorship.Authored) -> list[authorship.AuthoredSpan]:
    place = markup.find_quote(source.anchor, written.text)
    if place.standing == "gone":
        return []
    pieces = written.who_wrote(place.start, place.end)
    return [piece for piece in pieces if any(sign.isalnum() for sign in written.text[piece.start : piece.end])]


def _authors_of(pages: Collection[int | None]) -> dict[int, list[tuple[int, User]]]:
    """Of each page, in which versions who wrote, the first first."""
    found: dict[int, list[tuple[int, User]]] = {}
    if pages:
        rows = PageRevision.objects.filter(id__in=pages, is_minor=False).exclude(history_user=None)
        for row in rows.select_related("history_user").defer("body").order_by("version"):
            found.setdefault(row.id, []).append((row.version, row.history_user))
    return found


def _useful_counts(sources: Sequence[Source], reader: access.Person) -> dict[tuple[str, int], int]:
    found: dict[tuple[str, int], int] = {}
    kinds: tuple[tuple[str, type[Page] | type[Comment]], ...] = (("page", Page), ("comment", Comment))
    for kind, model in kinds:
        keys = {key for source in sources for name, key in [_text_key(source)] if name == kind and key}
        if keys:
            rows: Any = with_endorsements(model.objects.filter(pk__in=keys).order_by(), reader)
            found |= {(kind, pk): count for pk, count in rows.values_list("pk", "useful_count")}
    return found

"""Whose words a page is made of today, down to the passage.

common/markup/blame.py says which version brought each word of a text in, carried from one version to the next;
common/markup/html_blocks.py finds those words again in rendered HTML and marks them. `sync` handles events and goes on from the
last version that it knows; `shares` answers (`authored_text`, `shares_of`). What is stored is derived: `manage.py
rebuild_authorship` makes it anew. See docs/topics/pages.md.

Where the words of a page come from, as far as it has been followed.

Whose words a page is made of: kept for each version as it is saved, and read as shares of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import batched
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common import markup
from common.database import statements
from contributions.comments.kinds import Incorporation
from contributions.events import Event, debounced
from contributions.history_models import Act
from contributions.moderation.merging.models import PageMerge, PageSplit
from contributions.pages.models import Page, PageRevision
from contributions.revision_hiding import RevisionHiding

__all__ = ["Authored", "AuthoredSpan", "Share", "authored_text", "authored_texts", "shares_of"]


class AuthorshipQuerySet(models.QuerySet["Authorship"]):
    def take(self, page: int, origins: markup.Blame, *, version: int, instead_of: int) -> bool:
        """Stores where the words of `version` come from, unless somebody went on from `instead_of` meanwhile: then False."""
        values = {"version": version, "runs": _written(origins.runs), "removed": _lines(origins)}
        if instead_of:
            return bool(statements.update(self.model, values, {"page": page, "version": instead_of}))
        self.bulk_create([self.model(page_id=page, **values)], ignore_conflicts=True)
        return self.filter(page=page, version=version).exists()


class Authorship(models.Model):
    """Derived from the revisions of a page alone: it can be thrown away and made again (`manage.py rebuild_authorship`).

    An origin is the key of a revision's row, which says its page, its version and its author; it holds no name and no
    word. `runs` and `removed` are a `markup.Blame` in a compact writing: "120.3041 45.3077", lengths and origins.
    """

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="+", verbose_name=_("page")
    )
    version = models.PositiveIntegerField(_("version"))
    runs = models.TextField(_("origins"))
    removed = models.TextField(_("origins of what has gone"), blank=True)

    objects = AuthorshipQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int

    class Meta:
        verbose_name = _("authorship")
        verbose_name_plural = _("authorships")

    def __str__(self) -> str:
        return f"{self.page} ({self.version})"

    @property
    def origins(self) -> markup.Blame:
        lines = (line.partition(" ") for line in self.removed.splitlines())
        return markup.Blame(_read(self.runs), {key: _read(runs) for key, _space, runs in lines})


def _written(runs: markup.Runs) -> str:
    return " ".join(f"{length}.{origin}" for length, origin in runs)


def _lines(origins: markup.Blame) -> str:
    return "\n".join(f"{key} {_written(runs)}" for key, runs in origins.removed.items())


def _read(written: str) -> markup.Runs:
    pairs = (run.partition(".") for run in written.split())
    return tuple((int(length), int(origin)) for length, _dot, origin in pairs)


AT_ONCE = 50

type Followed = tuple[markup.Blame, str]
"""Where the words of a version come from, and its text."""


@debounced
def sync_authorship(change: Event) -> None:
    """Handles every event: follows the revisions from the last known one on. Idempotent."""
    if change.label == Page._meta.label_lower:
        bring_up_to_date(change.pk)


def bring_up_to_date(page: int) -> None:
    while follow_revisions(page):
        pass


def follow_revisions(page: int, *, at_most: int = AT_ONCE) -> bool:
    """Follows the next batch of revisions. Returns whether there may be more. Of two concurrent calls, one does the work."""
    row = Authorship.objects.filter(page=page).first()
    known = row.version if row else 0
    rows = with_hidden_words(list(_revisions(page).filter(version__gte=known)[: at_most + 1]))
    older = [revision.body for revision in rows if revision.version == known]
    found = [revision for revision in rows if revision.version > known][:at_most]
    if not found:
        return False
    begun = (row.origins, "".join(older)) if row else (markup.Blame(), "")
    origins, _text = carried(begun, found)
    return Authorship.objects.take(page, origins, version=found[-1].version, instead_of=known) and len(rows) > at_most


def rebuild(page: int | None = None) -> int:
    """Rebuilds the authorship of one page, or of all, from every revision. Returns the number of pages.

    Page by page, so that a rebuild that is broken off leaves the others as they were.
    """
    pages = Page.objects.order_by("pk").values_list("pk", flat=True)
    done = 0
    for pk in list(pages.filter(pk=page) if page else pages):
        with transaction.atomic():
            Authorship.objects.filter(page=pk).delete()
            bring_up_to_date(pk)
        done += 1
    return done


def carried(begun: Followed, revisions: Sequence[PageRevision]) -> Followed:
    """From one version through those that follow it."""
    origins, older = begun
    for revision in revisions:
        if revision.act in {Act.MERGED_IN, Act.SPLIT_FROM}:
            origins = with_another_page(origins, revision)
        origins, older = markup.update_blame(origins, older, revision.body, revision.history_id), revision.body
    return origins, older


def with_another_page(origins: markup.Blame, revision: PageRevision) -> markup.Blame:
    """The words of the page that was brought in, or of which this one was a part, stay with their authors."""
    merge = PageMerge.objects.filter(target=revision.id, target_version=revision.version).first()
    split = None if merge else PageSplit.objects.filter(page=revision.id).first()
    came_from = merge or split
    if came_from is None:
        return origins
    others, text = followed_to(came_from.source_id, came_from.source_version)
    return markup.with_words_of(origins, text, others.runs)


def followed_to(page: int, version: int) -> Followed:
    """A page as it stood at a version: as it is stored, or else worked out from its beginning."""
    row = Authorship.objects.filter(page=page, version=version).first()
    if row is not None:
        return row.origins, text_of(page, version)
    followed: Followed = (markup.Blame(), "")
    for some in batched(_revisions(page).filter(version__lte=version).iterator(AT_ONCE), AT_ONCE):
        followed = carried(followed, with_hidden_words(list(some)))
    return followed


def text_of(page: int, version: int) -> str:
    """Returns the text of a version, hidden words included, for comparison. Must not be shown without a check of rights."""
    revisions = with_hidden_words(list(_revisions(page).filter(version=version)))
    return revisions[0].body if revisions else ""


def with_hidden_words(revisions: list[PageRevision]) -> list[PageRevision]:
    """Hidden words stand apart from the history; whoever left them in a later version did not write them."""
    hidden = {revision.version: revision for revision in revisions if revision.is_text_hidden}
    if hidden:
        rows = RevisionHiding.objects.filter(page=revisions[0].id, version__in=hidden, shown_at=None)
        for version, body in rows.values_list("version", "body"):
            hidden[version].body = body
    return revisions


def _revisions(page: int):  # type: ignore[no-untyped-def]  # the rows of simple-history have no types
    rows = PageRevision.objects.filter(id=page).order_by("version")
    return rows.only("id", "version", "body", "act", "is_text_hidden", "history_id")


# Asking whose the words of a page are: of the whole of it, and of a passage.


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

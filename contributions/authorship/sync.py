"""Follows the revisions of a page, from the last one that is known to the newest."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import batched

from django.db import transaction

from common import markup
from common.database.queries import CompiledQuery
from contributions.authorship.models import Authorship
from contributions.events import Event, debounced
from contributions.history_models import Act
from contributions.moderation.merging.models import PageMerge, PageSplit
from contributions.pages.models import Page, PageRevision
from contributions.revision_hiding import RevisionHiding

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
    row = _followed.first(page)
    known = row.version if row else 0
    rows = with_hidden_words(_revisions_from(at_most + 1).all(page, known))
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


@cache
def _revisions_from(at_most: int) -> CompiledQuery[PageRevision]:
    return CompiledQuery(lambda page, version: _revisions(page).filter(version__gte=version)[:at_most], -1, 99_999)


_followed: CompiledQuery[Authorship] = CompiledQuery(lambda page: Authorship.objects.filter(page=page), -1)

"""Follows the revisions of a page, from the last one that is known to the newest."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from django.db import transaction

import markup
from contributions.authorship.models import Authorship
from contributions.hiding.models import RevisionHiding
from contributions.history import Act
from contributions.merging.models import PageMerge, PageSplit
from contributions.pages.models import Page, PageRevision
from contributions.waking import Change, goes_by_the_newest_text

AT_ONCE = 50

type Followed = tuple[markup.Origins, str]
"""Where the words of a version come from, and its text."""


@goes_by_the_newest_text
def keep(change: Change) -> None:
    """Wakes after every change of a text. Whatever woke it, it goes on from where it stands: told twice, it does nothing."""
    if change.label == Page._meta.label_lower:
        bring_up_to_date(change.pk)


def bring_up_to_date(page: int) -> None:
    while follow(page):
        pass


def follow(page: int, *, at_most: int = AT_ONCE) -> bool:
    """Some revisions further; whether there may be more. Where two do so at once, one of them has done it for both."""
    row = Authorship.objects.filter(page=page).first()
    known = row.version if row else 0
    later = _revisions(page).filter(version__gt=known)[:at_most]
    found = with_hidden_words(list(later))
    if not found:
        return False
    begun = (row.origins, text_of(page, known)) if row else (markup.Origins(), "")
    origins, _text = carried(begun, found)
    return Authorship.objects.take(page, origins, version=found[-1].version, instead_of=known)


def rebuild(page: int | None = None) -> int:
    """Throws away what is known, of one page or of all, and follows every revision anew; how many pages that were.

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
        if revision.act in {Act.TOOK_IN, Act.SPLIT_FROM}:
            origins = with_another_page(origins, revision)
        origins, older = markup.carry(origins, older, revision.body, revision.history_id), revision.body
    return origins, older


def with_another_page(origins: markup.Origins, revision: PageRevision) -> markup.Origins:
    """The words of the page that was brought in, or of which this one was a part, stay with their authors."""
    merge = PageMerge.objects.filter(target=revision.id, target_version=revision.version).first()
    split = None if merge else PageSplit.objects.filter(page=revision.id).first()
    came_from = merge or split
    if came_from is None:
        return origins
    others, text = followed_to(came_from.source_id, came_from.source_version)
    return markup.with_words_of(origins, text, others.runs)


def followed_to(page: int, version: int) -> Followed:
    """A page as it stood at a version: as it is kept, or else worked out from its beginning."""
    row = Authorship.objects.filter(page=page, version=version).first()
    if row is not None:
        return row.origins, text_of(page, version)
    followed: Followed = (markup.Origins(), "")
    for some in batched(_revisions(page).filter(version__lte=version).iterator(AT_ONCE), AT_ONCE):
        followed = carried(followed, with_hidden_words(list(some)))
    return followed


def text_of(page: int, version: int) -> str:
    """The words of a version, for comparing them: even those that are hidden. Show nobody what this returns unasked."""
    revisions = with_hidden_words(list(_revisions(page).filter(version=version)))
    return revisions[0].body if revisions else ""


def with_hidden_words(revisions: list[PageRevision]) -> list[PageRevision]:
    """Hidden words stand apart from the history; whoever kept them in a later version did not write them."""
    hidden = {revision.version: revision for revision in revisions if revision.is_text_hidden}
    if hidden:
        rows = RevisionHiding.objects.filter(page=revisions[0].id, version__in=hidden, shown_at=None)
        for version, body in rows.values_list("version", "body"):
            hidden[version].body = body
    return revisions


def _revisions(page: int):  # type: ignore[no-untyped-def]  # the rows of simple-history have no types
    rows = PageRevision.objects.filter(id=page).order_by("version")
    return rows.only("id", "version", "body", "act", "is_text_hidden", "history_id")

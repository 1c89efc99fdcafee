"""Bringing a page into another one: one text, one discussion, one address; two histories, both to be read.

The page that is merged keeps its row and its history. Its address, its titles and the links to it lead to the other
page; what hangs on it goes over (see hanging). A page that is merged into one that is merged later leads on with it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.history_models import Act
from contributions.moderation.merging import row_moves
from contributions.moderation.merging.errors import NotMerged, not_merged
from contributions.moderation.merging.models import Credit, PageMerge
from contributions.moderation.merging.proposal import brought_up, proposal
from contributions.moderation_log import LogAction as Logged
from contributions.moderation_log import LogEntry
from contributions.pages import page_links
from contributions.pages.models import Page
from contributions.revisions import ATTEMPTS, StaleVersion

if TYPE_CHECKING:
    type Versions = tuple[int, int]


def merge_pages(
    source: Page,
    target: Page,
    *,
    by: User,
    body: str | None = None,
    versions: Versions | None = None,
    summary: str = "",
    at: datetime | None = None,
) -> PageMerge:
    """Brings `source` into `target`, whose text becomes `body` (a proposal, without one), made of the two `versions` of
    source and target.

    What others saved meanwhile in either page stays: where it touches what the editor changed, ChangedMeanwhile is raised
    and nothing is saved. Raises NotMerged too, and ValidationError as a revision does.
    """
    versions = versions or (source.version, target.version)
    for _attempt in range(ATTEMPTS):
        source.refresh_from_db()
        target.refresh_from_db()
        _check(source, target)
        if body is None:
            text = proposal(source, target)
        elif versions == (source.version, target.version):
            text = body
        else:
            text = brought_up(source, target, body, source_version=versions[0], target_version=versions[1])
        try:
            return _merge(source, target, text, by, summary, at or timezone.now())
        except StaleVersion:
            continue
    raise NotMerged(_("Many people are saving these pages at once. Your text is still here: try again."), code="busy")


def _check(source: Page, target: Page) -> None:
    if source.pk == target.pk:
        raise NotMerged(_("This is the same page: choose another one."), code="same")
    if source.is_hidden or target.is_hidden:
        raise not_merged(page_is_hidden=True)
    if source.is_merged or target.is_merged:
        raise not_merged(page_is_hidden=False)


def _merge(source: Page, target: Page, text: str, by: User, summary: str, moment: datetime) -> PageMerge:
    """In one transaction, with both rows held in the order of their keys; raises StaleVersion."""
    with transaction.atomic():
        held = Page.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([source.pk, target.pk])
        _check(held[source.pk], held[target.pk])
        if held[source.pk].version != source.version:
            raise StaleVersion
        target.record_revision(
            body=text,
            author=by,
            base_version=target.version,
            act=Act.MERGED_IN,
            summary=summary,
            also_by=held[source.pk].byline,
            at=moment,
        )
        merged = PageMerge.objects.create(
            source=source,
            source_version=source.version,
            target=target,
            target_version=target.version,
            merged_by=by,
            merged_at=moment,
        )
        _credit(source, target)
        _redirect(merged)
        LogEntry.objects.note(
            act=Logged.MERGE,
            by=by,
            reason=summary,
            page=source,
            at=moment,
            details={"into": target.pk, "merge": merged.pk},
        )
        emit(source, EventKind.MERGED_AWAY, by=by, at=moment)
    return merged


def _redirect(merged: PageMerge) -> None:
    """From now on the page leads to the other one, as those do that were merged into it before."""
    source, target = merged.source, merged.target
    moved = {"contributions.Page.merged_into": list(source.merged_pages.values_list("pk", flat=True))}
    source.merged_pages.update(merged_into=target)
    Page.objects.filter(pk=source.pk).update(merged_into=target, render=F("render") + 1)
    source.merged_into = target
    merged.moved = moved | row_moves.move(source, target)
    PageMerge.objects.filter(pk=merged.pk).update(moved=merged.moved)
    page_links.rerender_pages_that_link_to(source)
    page_links.rerender_pages_that_link_to(target)


def _credit(source: Page, target: Page) -> None:
    people = [author["id"] for author in source.byline]
    known = User.objects.filter(pk__in=people)
    Credit.objects.bulk_create((Credit(page=target, person=person) for person in known), ignore_conflicts=True)

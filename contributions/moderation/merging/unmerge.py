"""Undoing a merging: the page is one of its own again, at its old address, with what had gone over from it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from contributions.events import EventKind, emit
from contributions.moderation.merging import merge
from contributions.moderation.merging.models import Credit, PageMerge
from contributions.moderation_log import LogAction, LogEntry
from contributions.pages import bylines, page_links

if TYPE_CHECKING:
    from contributions.pages.models import Page


def restore(page: Page, *, by: User, at: datetime | None = None) -> None:
    """Makes a page that was merged a page of its own again, with what hung on it.

    The text of the other page stays as it is: what came into it is undone there, as any version is.

    Raises ValidationError for a page that is not merged, or for two editors at once for the second.
    """
    moment = at or timezone.now()
    model = type(page)
    with transaction.atomic():
        keys = [page.pk, model.objects.values_list("merged_into", flat=True).get(pk=page.pk) or page.pk]
        held = model.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(keys)
        target = held[page.pk].merged_into
        merged = PageMerge.objects.filter(source=page, undone_at=None).first()
        if target is None or merged is None or target.pk not in held:
            raise ValidationError(_("This page is not merged into another one any more."), code="not_merged")
        PageMerge.objects.filter(pk=merged.pk).update(undone_by=by, undone_at=moment)
        _stand_alone(page, target, merged)
        _no_longer_credit(target, merged)
        LogEntry.objects.note(
            act=LogAction.UNMERGE, by=by, page=page, at=moment, details={"from": target.pk, "merge": merged.pk}
        )
        emit(page, EventKind.RESTORED, by=by, at=moment)


def _stand_alone(page: Page, target: Page, merged: PageMerge) -> None:
    model = type(page)
    model.objects.filter(pk=page.pk).update(merged_into=None, is_hidden=target.is_hidden, render=F("render") + 1)
    page.merged_into = None
    came_along = merged.moved.get("contributions.Page.merged_into", [])
    model.objects.filter(pk__in=came_along, merged_into=target).update(merged_into=page)
    merge.bring_back(page, target, merged.moved)
    page_links.rerender_pages_that_link_to(page)
    page_links.rerender_pages_that_link_to(target)


def _no_longer_credit(target: Page, merged: PageMerge) -> None:
    """Whoever stands in the byline for words that came from this page alone leaves it."""
    if PageMerge.objects.filter(target=target, undone_at=None).exclude(pk=merged.pk).exists():
        return  # the words of the other pages may be hers as well
    credited = set(Credit.objects.filter(page=target).values_list("person", flat=True))
    writers = set(target.history.values_list("history_user", flat=True))
    taken = target.incorporations.values_list("comment__author", flat=True)
    gone = credited - writers - set(taken)
    Credit.objects.filter(page=target, person__in=gone).delete()
    rest: bylines.Byline = [author for author in target.byline if author["id"] not in gone]
    type(target).objects.filter(pk=target.pk).update(byline=rest, render=F("render") + 1)

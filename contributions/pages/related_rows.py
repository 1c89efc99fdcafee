"""What hangs on a page, and whether it goes along when the page is merged into another one.

Each table that names a page stands here, by table and column: the tests of merging hold that none is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

# Goes over, unless the other page has one with the same values in these columns: one person counts once. Its verb calls
# `follow_merge`, or writes where `held_places` says: else what is written at the moment of a merge stays behind.
GOES = {
    "contributions.Passage.page": ("key",),
    "contributions.Comment.page": (),
    "contributions.Endorsement.page": ("person",),
    "contributions.QuestionAnswer.page": ("question",),
    "contributions.VideoPage.page": ("video",),
    "contributions.Watch.page": ("person",),
}
# Speaks of the page's own versions, or of what was done to it: it stays, and is found through the page that is merged.
STAYS = {
    "contributions.Authorship.page",
    "contributions.FirstContribution.page",
    "contributions.Patrol.page",
    "contributions.RollBackStep.page",
    "contributions.Thanks.page",
    "contributions.Page.merged_into",
    "contributions.Credit.page",
    "contributions.Hiding.page",
    "contributions.LogEntry.page",
    "contributions.Mention.page",
    "contributions.PageLink.page",
    "contributions.PageMerge.source",
    "contributions.PageMerge.target",
    "contributions.PageSplit.source",
    "contributions.PageSplit.page",
    "contributions.PageScore.page",
    "contributions.Protection.page",
    "contributions.Redirect.page",
    "contributions.Report.page",
    "contributions.RevisionHiding.page",
    "contributions.Incorporation.page",
}


def follow_merge(row: models.Model) -> bool:
    """For what was written on a page at the moment it was merged: call it in the same transaction, once the row stands.

    Whoever of the two came first, the row goes where the page goes, and this returns True; it stays where the same person
    did so there already.
    """
    name = f"{row._meta.label}.page"
    pages: Any = apps.get_model("contributions", "Page")._base_manager
    page = pages.filter(pk=getattr(row, "page_id", None)).values_list("merged_into", flat=True)
    merged_into: int | None = page.first()
    if merged_into is None:
        return False
    rows, _column = rows_of(name)
    same = {one: getattr(row, one) for one in GOES[name]}
    if not (same and rows.filter(page=merged_into, **same).exists()):
        rows.filter(pk=row.pk).update(page=merged_into)
        row.refresh_from_db(fields=["page"])
        return True
    return False


def held_places(pages: Iterable[int]) -> dict[int, int]:
    """Holds these pages until the transaction ends: no merge comes between. Returns, for each that is merged into another
    page, where its rows belong.
    """
    rows: Any = apps.get_model("contributions", "Page")._base_manager
    held = rows.filter(pk__in=set(pages)).order_by("pk").select_for_update(no_key=True)
    return {pk: merged_into for pk, merged_into in held.values_list("pk", "merged_into") if merged_into}


def rows_of(name: str) -> tuple[models.QuerySet[Any], str]:
    """The rows of a table that is named with a column, and the column."""
    label, _dot, column = name.rpartition(".")
    return apps.get_model(label)._base_manager.all(), column

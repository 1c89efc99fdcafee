"""What hangs on a page, and where it goes when the page is merged into another one.

Each table that names a page stands here, by table and column: the tests of merging hold that none is forgotten.
What goes over is remembered by its keys, so that it comes back when the page becomes one of its own again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef

from contributions.questions import grouping

if TYPE_CHECKING:
    from contributions.pages.models import Page

type Moved = dict[str, list[int]]

# Goes over, unless the other page has one with the same values in these columns: one person counts once.
GOES = {
    "contributions.Passage.page": ("key",),
    "contributions.Comment.page": (),
    "contributions.Endorsement.page": ("person",),
    "contributions.QuestionAnswer.page": ("question",),
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


def move(source: Page, target: Page) -> Moved:
    """Takes over to `target` what hangs on `source`; returns the keys of what went, by table and column."""
    moved = {name: _move(name, source, target, same) for name, same in GOES.items()}
    moved |= _meet_on_passages(source, target)
    _look_for_passages_again(target, moved["contributions.Passage.page"])
    _count_anew(source, target, moved["contributions.QuestionAnswer.page"])
    return {name: keys for name, keys in moved.items() if keys}


def bring_back(source: Page, target: Page, moved: Moved) -> None:
    """Brings back to `source` what is still with `target` of what went over."""
    for name in GOES:
        rows, column = _table(name)
        rows.filter(pk__in=moved.get(name, []), **{column: target.pk}).update(**{column: source.pk})
    _part_on_passages(moved)
    _look_for_passages_again(source, moved.get("contributions.Passage.page", []))
    _count_anew(source, target, moved.get("contributions.QuestionAnswer.page", []))


def follow_merge(row: models.Model) -> bool:
    """For what was written on a page at the moment it was merged: call it in the same transaction, once the row stands.

    Whoever of the two came first, the row goes where the page goes, and this returns True; it stays where the same person
    did so there already.
    """
    name = f"{row._meta.label}.page"
    pages: Any = apps.get_model("contributions", "Page")._base_manager
    page = pages.filter(pk=getattr(row, "page_id", None))
    merged_into: int | None = page.values_list("merged_into", flat=True).first()
    if merged_into is None:
        return False
    rows, _column = _table(name)
    same = {one: getattr(row, one) for one in GOES[name]}
    if not (same and rows.filter(page=merged_into, **same).exists()):
        rows.filter(pk=row.pk).update(page=merged_into)
        row.refresh_from_db(fields=["page"])
        return True
    return False


def _table(name: str) -> tuple[models.QuerySet[Any], str]:
    label, _dot, column = name.rpartition(".")
    return apps.get_model(label)._base_manager.all(), column


def _move(name: str, source: Page, target: Page, same: tuple[str, ...]) -> list[int]:
    rows, column = _table(name)
    going = rows.filter(**{column: source.pk})
    if same:
        there = rows.filter(**{column: target.pk}, **{one: OuterRef(one) for one in same})
        going = going.filter(~Exists(there))
    keys = list(going.values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(**{column: target.pk})
    return keys


def _meet_on_passages(source: Page, target: Page) -> Moved:
    """Passages that both pages had: who agreed with, or nuanced, the one that stays does so with the other's from now on."""
    passages = apps.get_model("contributions", "Passage")._base_manager
    theirs = dict(passages.filter(page=target).values_list("key", "pk"))
    moved: Moved = {}
    for key, pk in passages.filter(page=source).values_list("key", "pk"):
        for name, same in (("contributions.Comment", ()), ("contributions.Endorsement", ("person",))):
            rows, _column = _table(f"{name}.passage")
            going = rows.filter(passage=pk)
            if same:
                going = going.filter(~Exists(rows.filter(passage=theirs[key], person=OuterRef("person"))))
            keys = list(going.values_list("pk", flat=True))
            rows.filter(pk__in=keys).update(passage=theirs[key])
            if keys:
                moved[f"{name}.passage:{pk}"] = keys
    return moved


def _part_on_passages(moved: Moved) -> None:
    for name, keys in moved.items():
        table, _colon, passage = name.partition(":")
        if passage:
            rows, _column = _table(table)
            rows.filter(pk__in=keys).update(passage=int(passage))


def _look_for_passages_again(page: Page, keys: Iterable[int]) -> None:
    """They speak of a version of the page that they have left: the next reader has them looked for."""
    apps.get_model("contributions", "Passage")._base_manager.filter(pk__in=list(keys)).update(looked_in=0)


def _count_anew(source: Page, target: Page, answers: Iterable[int]) -> None:
    """The counts that are kept beside what was counted: of readers, and of answers to questions."""
    _count_readers(source, target)
    given = apps.get_model("contributions", "QuestionAnswer")._base_manager.filter(pk__in=list(answers))
    for answer in given.select_related("question"):
        with grouping.held(answer.question, even_hidden=True) as group:
            group.recount()


def _count_readers(source: Page, target: Page) -> None:
    """Who read both cannot be known, since nobody is named: as many as read the one that more people read."""
    standings: Any = apps.get_model("contributions", "PageScore")._default_manager
    known = standings.filter(page=source.pk).values_list("readers", flat=True).first() or 0
    standings.keep(source)
    standings.keep(target)
    if target.pk != source.pk and standings.filter(page=target.pk, readers__lt=known).update(readers=known):
        standings.keep(target)

"""What hangs on a page (`pages.related_rows`) goes over when the page is merged into another one.

What goes over is remembered by its keys, so that it comes back when the page becomes one of its own again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from contributions.page_views.models import PageScore
from contributions.pages.related_rows import GOES, rows_of
from contributions.passages.models import Passage
from contributions.questions import grouping
from contributions.questions.answering import QuestionAnswer

if TYPE_CHECKING:
    from contributions.pages.models import Page

type Moved = dict[str, list[int]]


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
        rows, column = rows_of(name)
        rows.filter(pk__in=moved.get(name, []), **{column: target.pk}).update(**{column: source.pk})
    _part_on_passages(moved)
    _look_for_passages_again(source, moved.get("contributions.Passage.page", []))
    _count_anew(source, target, moved.get("contributions.QuestionAnswer.page", []))


def _move(name: str, source: Page, target: Page, same: tuple[str, ...]) -> list[int]:
    rows, column = rows_of(name)
    going = rows.filter(**{column: source.pk})
    if same:
        there = rows.filter(**{column: target.pk}, **{one: OuterRef(one) for one in same})
        going = going.filter(~Exists(there))
    keys = list(going.values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(**{column: target.pk})
    return keys


def _meet_on_passages(source: Page, target: Page) -> Moved:
    """Passages that both pages had: who agreed with, or nuanced, the one that stays does so with the other's from now on."""
    passages = Passage._base_manager
    theirs = dict(passages.filter(page=target).values_list("key", "pk"))
    moved: Moved = {}
    for key, pk in passages.filter(page=source).values_list("key", "pk"):
        for name, same in (("contributions.Comment", ()), ("contributions.Endorsement", ("person",))):
            rows, _column = rows_of(f"{name}.passage")
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
            rows, _column = rows_of(table)
            rows.filter(pk__in=keys).update(passage=int(passage))


def _look_for_passages_again(page: Page, keys: Iterable[int]) -> None:
    """They speak of a version of the page that they have left: the next reader has them looked for."""
    Passage._base_manager.filter(pk__in=list(keys)).update(looked_in=0)


def _count_anew(source: Page, target: Page, answers: Iterable[int]) -> None:
    """The counts that are stored beside what was counted: of readers, and of answers to questions."""
    _count_readers(source, target)
    given = QuestionAnswer._base_manager.filter(pk__in=list(answers))
    for answer in given.select_related("question"):
        with grouping.held(answer.question, even_hidden=True) as group:
            group.recount()


def _count_readers(source: Page, target: Page) -> None:
    """Who read both cannot be known, since nobody is named: as many as read the one that more people read."""
    scores = PageScore.objects
    known = scores.filter(page=source.pk).values_list("readers", flat=True).first() or 0
    scores.update_score(source)
    scores.update_score(target)
    if target.pk != source.pk and scores.filter(page=target.pk, readers__lt=known).update(readers=known):
        scores.update_score(target)

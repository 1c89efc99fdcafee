"""Which pages took a comment up, and whose words a version of a page took up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, prefetch_related_objects

from contributions.comments.incorporation import Incorporation
from contributions.comments.querysets import CommentQuerySet
from contributions.history_models import Act, RevisionDetails

if TYPE_CHECKING:
    from contributions.comments.models import Comment


def with_incorporations(rows: CommentQuerySet) -> CommentQuerySet:
    """Each says in `shown_incorporations` which pages took it up; hidden pages are left out."""
    return rows.prefetch_related(shown_incorporations())


def shown_incorporations() -> Prefetch[str]:
    """What puts `shown_incorporations` on comments; one query for all."""
    incorporations = (
        Incorporation.objects.filter(page__is_hidden=False)
        .select_related("page__theme")
        .defer("page__body", "page__body_html", "page__contents")
    )
    return Prefetch("incorporations", incorporations, to_attr="shown_incorporations")


def put_incorporations(comments: Sequence[Comment]) -> None:
    """Puts on each comment of a screen what `with_incorporations` has a query put on it; one query."""
    prefetch_related_objects(comments, shown_incorporations())


def credit(revisions: Iterable[RevisionDetails]) -> None:
    """Puts on each revision that took a contribution up whose words they are (`words_of`); one query if there are any."""
    wanted = [row for row in revisions if row.act == Act.INCORPORATED]
    if not wanted:
        return
    here = Q(pk__in=[])
    for row in wanted:
        here |= Q(page=row.id, version=row.version)
    incorporations = (
        Incorporation.objects.filter(here)
        .select_related("comment__author")
        .defer("comment__body", "comment__body_html")
    )
    authors = {
        (incorporation.page_id, incorporation.version): incorporation.comment.author for incorporation in incorporations
    }
    for row in wanted:
        row.words_of = authors.get((row.id, row.version))  # type: ignore[attr-defined]  # for act_in_words

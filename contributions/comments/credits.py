"""Which pages took a comment up, and whose words a version of a page took up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from common.database.queries import CompiledInQuery
from contributions.comments.incorporation import Incorporation
from contributions.comments.querysets import CommentQuerySet
from contributions.history_models import Act, RevisionDetails
from contributions.pages.models import Page

if TYPE_CHECKING:
    from contributions.comments.models import Comment

AT_ONCE = 100
"""Comments on one screen: threads with the answers that are not folded."""
PAGE_WITHOUT_TEXTS = [
    field.attname for field in Page._meta.concrete_fields if field.name not in {"body", "body_html", "contents"}
]

VIDEO_NAMED = ["id", "title", "withdrawn_at"]
"""Of the video of a comment, what a line about the comment says."""


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


_incorporations_of: CompiledInQuery[Incorporation] = CompiledInQuery(
    lambda keys: Incorporation.objects.filter(comment__in=keys, page__is_hidden=False).order_by(),
    related={"page": PAGE_WITHOUT_TEXTS, "page__theme": ()},
    at_once=AT_ONCE,
)


def put_incorporations(comments: Sequence[Comment]) -> None:
    """Puts on each comment of a screen what `with_incorporations` has a query put on it; one query."""
    by_comment: defaultdict[int, list[Incorporation]] = defaultdict(list)
    found = _incorporations_of.of(comment.pk for comment in comments)
    for one in sorted(found, key=attrgetter("incorporated_at"), reverse=True):
        by_comment[one.comment_id].append(one)
    for comment in comments:
        comment.shown_incorporations = by_comment[comment.pk]


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

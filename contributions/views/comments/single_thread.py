"""One thread by itself: on the page of a comment, as the answer to settling it, and its folded answers."""

from __future__ import annotations

from functools import cache

from accounts import access
from accounts.models import User
from accounts.readers import query_reader
from common.database.queries import CompiledQuery
from common.paging import Cursor
from contributions.comments.credits import PAGE_WITHOUT_TEXTS, VIDEO_NAMED, put_incorporations
from contributions.comments.models import Comment
from contributions.comments.querysets import CommentQuerySet
from contributions.views.comments.threads import in_threads, marked, with_their_answers

ANSWERS_AT_ONCE = 20
OF_A_COMMENT = {
    "author": (),
    "resolved_by": (),
    "passage": (),
    "theme": (),
    "page": PAGE_WITHOUT_TEXTS,
    "video": VIDEO_NAMED,
    "page__theme": (),
}
"""What comes along with a comment that stands by itself, as `for_lists` has it."""


def one(pk: int, reader: access.Person) -> Comment | None:
    """One thread as a list shows it; None if it was withdrawn and nobody answered."""
    if isinstance(reader, User):
        rights = access.is_editor(reader), reader.watches_what_i_join
        found = _compiled_thread(*rights).all(pk, reader.pk)
    else:
        found = list(_thread_rows(pk, reader))
    put_incorporations(found)
    threads = with_their_answers(found)
    return threads[0] if threads else None


def _thread_rows(pk: int, reader: access.Person) -> CommentQuerySet:
    return in_threads(Comment.objects.filter(pk=pk).with_answers_or_visible_to(reader), reader)


@cache
def _compiled_thread(is_editor: bool, watches: bool) -> CompiledQuery[Comment]:
    def make(pk: int, person: int) -> CommentQuerySet:
        reader = query_reader(person, is_editor=is_editor, watches=watches)
        return _thread_rows(pk, reader).select_related(None)

    return CompiledQuery(make, -7, -8, related=OF_A_COMMENT)


def alone(comment: Comment, reader: access.Person, before: str = "") -> Comment | None:
    """The thread of `comment` for a screen of its own: some of its answers, those before `before`, or the ones up to it.

    None if what opens it is not there to be seen, and nobody answered.
    """
    opening = one(comment.reply_to_id or comment.pk, reader)
    if opening is None:
        return None
    since = Cursor.read(before, ranks=2) or (
        Cursor(comment.created_at, 1, comment.pk + 1) if comment.reply_to_id else None
    )
    opening.shown_answers, opening.folded_count = earlier_answers(opening, reader, since)
    opening.later_url = opening.get_absolute_url() if since else ""
    return opening


def earlier_answers(opening: Comment, reader: access.Person, since: Cursor | None) -> tuple[list[Comment], int]:
    """Some answers before that place, the oldest first, and how many there are before them; three queries at most."""
    if since is None and isinstance(reader, User):
        rights = access.is_editor(reader), reader.watches_what_i_join
        found = _newest_answers(*rights).all(opening.pk, reader.pk)
    else:
        found = list(_answers(opening.pk, reader, since))
    put_incorporations(found)
    if len(found) <= ANSWERS_AT_ONCE:
        return found[::-1], 0
    found.pop()
    last = found[-1]
    rows = Comment.objects.answers_to(opening).visible_to(reader)
    return found[::-1], rows.older_than(last.created_at, last.pk).count()


def _answers(opening: int, reader: access.Person, since: Cursor | None = None) -> CommentQuerySet:
    rows = Comment.objects.answers_to(Comment(pk=opening)).visible_to(reader)
    rows = rows.older_than(since.moment, since.pk) if since else rows
    return marked(rows.newest_first(), reader)[: ANSWERS_AT_ONCE + 1]


@cache
def _newest_answers(is_editor: bool, watches: bool) -> CompiledQuery[Comment]:
    def make(opening: int, person: int) -> CommentQuerySet:
        reader = query_reader(person, is_editor=is_editor, watches=watches)
        return _answers(opening, reader).select_related(None)

    return CompiledQuery(make, -7, -8, related=OF_A_COMMENT)

"""Which comments, in which order and how many at a time; where one may be written; and how one comes among them.

Which pages took a comment up, and whose words a version of a page took up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from accounts import access
from accounts.models import User
from campaign.calendar.rights import GRACE, RightClosed, rights_in, with_rights
from campaign.models import Video
from common import markup
from common.paging import MOST_COUNTED, capped_count
from contributions.comments import kinds
from contributions.comments.kinds import Incorporation, NotStanding, VideoWithdrawn
from contributions.history_models import Act, RevisionDetails
from contributions.mentions import as_stored
from contributions.pages import related_rows
from contributions.pages.models import Page, PageRevision
from contributions.pages.moderated_page import PageHidden
from contributions.revisions import RevisionMetadata
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.comments.models import Comment


MOST_SHOWN = 6
LEFT_OPEN = 3


def fold_after_answer(answer: Comment) -> None:
    """What one more answer does to its thread: it was active now, and once it is long, its earlier answers fold."""
    if answer.reply_to_id is None:
        return
    threads = type(answer).objects
    threads.filter(pk=answer.reply_to_id, active_at__lt=answer.created_at).update(active_at=answer.created_at)
    fold(threads.filter(reply_to=answer.reply_to_id))


def fold(answers: CommentQuerySet) -> None:
    """Folds all answers of one thread but the last, where more than a few are open."""
    shown = answers.filter(is_folded=False, withdrawn_at=None, is_hidden=False)
    last = list(shown.order_by("-created_at", "-pk").values_list("created_at", "pk")[: MOST_SHOWN + 1])
    if len(last) <= MOST_SHOWN:
        return
    moment, pk = last[LEFT_OPEN - 1]
    earlier = Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk)
    answers.filter(earlier, is_folded=False).update(is_folded=True)


# What has to be known before something is said, in one query: whether it was said already, and whether it may be.


NO_TOKEN = UUID(int=0)
COLUMNS = {
    "page": ["is_hidden"],
    "video": ["withdrawn_at"],
    "theme": ["pk"],
    "comment": ["withdrawn_at", "is_hidden"],
}


def admitted(comment: Comment, token: UUID | None, moment: datetime) -> int | None:
    """Returns the key of what the same person said with the same token, if there is any.

    Raises RightClosed, PageHidden, VideoWithdrawn, NotStanding where nothing may be said at that place.
    """
    place: Model = comment.reply_to or comment.place
    kind = str(place._meta.model_name)
    found: Any = _state(type(place), place.pk, token or NO_TOKEN, comment.author_id, moment, moment - GRACE).first()
    if token and found is not None and found.said_already:
        return int(found.said_already)
    if found is not None and not rights_in(found).comment:
        raise RightClosed("comment")
    if found is None or _is_page_hidden(kind, found):
        raise PageHidden if comment.page_id else NotStanding
    if _is_video_withdrawn(kind, found):
        raise VideoWithdrawn
    if kind == "comment" and (found.withdrawn_at is not None or found.is_hidden):
        raise NotStanding
    return None


def _is_page_hidden(kind: str, found: Any) -> bool:
    return bool(found.is_hidden if kind == "page" else kind == "comment" and found.page_is_hidden)


def _is_video_withdrawn(kind: str, found: Any) -> bool:
    withdrawn_at = {"video": "withdrawn_at", "comment": "video_withdrawn_at"}
    return kind in withdrawn_at and getattr(found, withdrawn_at[kind]) is not None


def _state(place: type[Model], pk: int, token: UUID, author: int, *moments: datetime) -> QuerySet[Any]:
    said: Any = apps.get_model("contributions", "Comment")
    first = said.objects.order_by().filter(creation_token=token, author=author).values("pk")[:1]
    rows: QuerySet[Any] = place._default_manager.order_by().filter(pk=pk)
    rows = with_rights(rows.only(*COLUMNS[str(place._meta.model_name)]), *moments).annotate(
        said_already=Subquery(first)
    )
    if place is said:
        rows = rows.annotate(page_is_hidden=F("page__is_hidden"), video_withdrawn_at=F("video__withdrawn_at"))
    return rows


# The words in which contributions are asked for.


THREAD = Cast(Coalesce("reply_to_id", "id"), models.BigIntegerField())
"""The key of what opens the thread of a row: of the row itself, where it answers nothing. SQLite uses an index of an
expression for keys only where it is cast to what keys are.
"""


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> CommentQuerySet:
        """Neither withdrawn nor hidden, and not under a page that is hidden, or a video that is withdrawn."""
        return self.filter(withdrawn_at=None, is_hidden=False).in_a_place_that_stands()

    def in_a_place_that_stands(self) -> CommentQuerySet:
        # PostgreSQL takes few videos for withdrawn, and so few comments for standing: without a video most of them stand.
        return self.exclude(page__is_hidden=True).filter(Q(video=None) | Q(video__withdrawn_at=None))

    def visible_to(self, reader: access.Person) -> CommentQuerySet:
        """What stands, and, for its author, what she withdrew or editors hid; editors also read what is hidden, and what is
        under a hidden page or a withdrawn video.
        """
        return self.visible_to_readers(
            reader.pk if isinstance(reader, User) else None, are_editors=access.is_editor(reader)
        )

    def visible_to_readers(self, reader: int | None, *, are_editors: bool) -> CommentQuerySet:
        """As `visible_to`, by the key of whoever is signed in."""
        own = Q(pk__in=[]) if reader is None else Q(author=reader)
        if are_editors:
            return self.filter(Q(withdrawn_at=None) | own)
        return self.filter(Q(withdrawn_at=None, is_hidden=False) | own).in_a_place_that_stands()

    def for_theme(self, theme: Theme) -> CommentQuerySet:
        """What answers the question itself, not one of its pages or videos."""
        return self.filter(theme=theme, page=None, video=None)

    def number_under(self, theme: Theme) -> int:
        """How much stands under the question itself, MOST_COUNTED at most: from an index, whatever hangs on the pages."""
        return capped_count(self.for_theme(theme).filter(withdrawn_at=None, is_hidden=False), MOST_COUNTED)

    def about(self, page: Page) -> CommentQuerySet:
        return self.filter(page=page)

    def openings(self) -> CommentQuerySet:
        """What was said first, without the answers."""
        return self.filter(reply_to=None)

    def with_answers_or_visible_to(self, reader: access.Person) -> CommentQuerySet:
        """What the reader may see, and what was withdrawn or hidden but is still answered: its place is kept."""
        answers = self.model._default_manager.filter(reply_to=OuterRef("pk"), withdrawn_at=None, is_hidden=False)
        own = Q(author=reader) if isinstance(reader, User) else Q(pk__in=[])
        there = Q(withdrawn_at=None) if access.is_editor(reader) else Q(withdrawn_at=None, is_hidden=False)
        return self.filter(there | own | Exists(answers))

    def settled(self) -> CommentQuerySet:
        return self.filter(resolved_at__isnull=False)

    def unsettled(self) -> CommentQuerySet:
        return self.filter(resolved_at=None)

    def about_gone_passages(self) -> CommentQuerySet:
        """About words that the page has not any more."""
        return self.filter(passage__standing="gone")

    def answers_to(self, opening: Comment) -> CommentQuerySet:
        return self.filter(reply_to=opening)

    def in_threads(self, openings: Any) -> CommentQuerySet:
        """What opens these threads (a query of keys), with the answers that are not folded."""
        return self.alias(thread=THREAD).filter(thread__in=openings, is_folded=False)

    def last_active_first(self) -> CommentQuerySet:
        return self.order_by("-active_at", "-pk")

    def less_active_than(self, moment: datetime, pk: int) -> CommentQuerySet:
        """What follows that thread in the order of `last_active_first`."""
        return self.filter(Q(active_at__lt=moment) | Q(active_at=moment, pk__lt=pk))

    def newest_first(self) -> CommentQuerySet:
        return self.order_by("-created_at", "-pk")

    def older_than(self, moment: datetime, pk: int) -> CommentQuerySet:
        """What follows that contribution in the order of `newest_first`."""
        return self.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk))

    def for_lists(self) -> CommentQuerySet:
        """With everybody and everything that a list shows, without the Markdown."""
        hidden = PageRevision.objects.filter(is_text_hidden=True)
        words = hidden.filter(id=OuterRef("passage__page"), version=OuterRef("passage__page_version"))
        rows = self.annotate(passage_is_hidden=Exists(words))
        return rows.select_related("author", "theme", "page__theme", "video", "passage", "resolved_by").defer(
            "body", "page__body", "page__body_html", "page__contents"
        )

    def write(
        self,
        *,
        theme: Theme,
        body: str,
        author: User,
        kind: str = "",
        page: Page | None = None,
        video: Video | None = None,
        passage: Any = None,
        reply_to: Comment | None = None,
        token: UUID | None = None,
        at: datetime | None = None,
    ) -> Comment:
        """Says something under a question, a page, a video, or another contribution; "" has its kind guessed.

        The second use of one `token` returns the contribution of the first. Raises ValidationError, worded for whoever
        wrote: RightClosed, PageHidden, VideoWithdrawn, NotStanding, a text that is empty, too long, or cannot be laid out.
        """
        moment = at or timezone.now()
        comment = self.model(
            author=author, creation_token=token, created_at=moment, modified_at=moment, active_at=moment
        )
        comment.take_place(theme=theme, page=page, video=video, passage=passage, reply_to=reply_to)
        if (first := admitted(comment, token, moment)) is not None:
            return self.get(pk=first)
        comment.take_text(as_stored(markup.clean_text(body)), by=author)
        comment.kind = kind or kinds.guess(
            comment.body, is_answer=comment.reply_to is not None, about_passage=passage is not None
        )
        comment.clean_fields(exclude=["author", "theme", "page", "video", "reply_to", "passage", "creation_token"])
        try:
            with transaction.atomic():
                comment.save_without_historical_record()  # type: ignore[attr-defined]
                comment._append_history(RevisionMetadata(author=author, at=moment, act=Act.WRITTEN))
                fold_after_answer(comment)
                related_rows.follow_merge(comment)
        except IntegrityError:
            if token and (same := self.filter(creation_token=token, author=author).first()):
                return same
            raise
        return comment


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

"""What has to be known before something is said, in one query: whether it was said already, and whether it may be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, Model, QuerySet, Subquery

from campaign.calendar.rights import GRACE, RightClosed, rights_in, with_rights
from campaign.models import Video
from common.database.queries import CompiledQuery
from contributions.comments.errors import NotStanding, VideoWithdrawn
from contributions.pages.errors import PageHidden
from contributions.pages.models import Page
from themes.models import Theme

if TYPE_CHECKING:
    from contributions.comments.models import Comment

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
    found: Any = _states[kind].first(place.pk, token or NO_TOKEN, comment.author_id, moment, moment - GRACE)
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


def _compiled(name: str) -> CompiledQuery[Any]:
    places: dict[str, Any] = {"page": Page, "video": Video, "theme": Theme}
    return CompiledQuery(
        lambda *args: _state(places.get(name) or apps.get_model("contributions", "Comment"), *args),
        -1,
        UUID(int=1),
        -2,
        datetime(1, 2, 3, tzinfo=UTC),
        datetime(1, 2, 4, tzinfo=UTC),
    )


_states = {name: _compiled(name) for name in COLUMNS}

"""What people say in a few sentences: contributions, and the comments among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts import access
from accounts.models import public_name
from common import markup
from contributions.cached_urls import cached_reverse
from contributions.comments.kinds import CommentKind as Saying
from contributions.models import Comment, Endorsement
from search.documents import LONGEST_BODY, CurrentText, DisplayedText, Document, ThemeLabel, named_bodies, of_entries
from search.models import IndexEntry, IndexSource, ResultKind, ResultState
from search.query import Audience
from search.sources.endorsement_counts import useful_of

KINDS = {
    Saying.ANSWER: ResultKind.PAGE_COMMENT,
    Saying.NUANCE: ResultKind.PAGE_COMMENT,
    Saying.QUESTION: ResultKind.QUESTION,
}


def texts(keys: Sequence[int]) -> Iterator[Document]:
    """What its author has withdrawn is nobody's to find; what is hidden, or in a place that is, is the editors'."""
    rows = Comment.objects.filter(pk__in=keys, withdrawn_at=None).select_related("page", "video").defer("body_html")
    useful = useful_of("comment", keys)
    for one in rows.defer("body_html", "page__body", "page__body_html", "page__contents"):
        is_hidden = one.is_hidden or one.is_place_hidden
        yield Document(
            source=IndexSource.COMMENT,
            object_id=one.pk,
            kind=kind_of(one),
            body=markup.plain_text(one.body)[:LONGEST_BODY],
            at=one.created_at,
            version=one.version,
            theme_id=one.theme_id,
            page_id=one.page_id,
            people=(one.author_id,),
            state=state_of(one),
            audience=Audience.EDITORS if is_hidden else Audience.READERS,
            useful=useful.get(one.pk, 0),
        )


def kind_of(one: Comment) -> ResultKind:
    return KINDS.get(Saying(one.kind), ResultKind.THEME_COMMENT)


def state_of(one: Comment) -> str:
    """Threads are open or settled; an answer is part of one."""
    if one.reply_to_id is not None:
        return ""
    return ResultState.SETTLED if one.resolved_at else ResultState.OPEN


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Comment.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


def _rows(*, are_editors: bool) -> QuerySet[Comment]:
    """What a reader finds is what everybody finds: not what is hers alone, withdrawn or hidden."""
    comments = Comment.objects.filter(withdrawn_at=None) if are_editors else Comment.objects.standing()
    endorsed = Endorsement.objects.filter(comment=OuterRef("pk")).order_by().values("comment")
    of_others = {
        "useful": Coalesce(Subquery(endorsed.annotate(n=Count("pk")).values("n")), 0),
        "title_of_place": Coalesce("page__title", "video__title"),
        "theme_question": F("theme__question"),
        "theme_number": F("theme__number"),
        "theme_title": F("theme__short_title"),
        "theme_paper": F("theme__paper"),
    }
    of_author = {name: F(f"author__{name}") for name in ("first_name", "last_name", "username", "attribution")}
    return comments.order_by().only("version", "kind", "created_at").annotate(**of_others, **of_author)


def now(entries: Sequence[IndexEntry], reader: access.Person) -> dict[int, CurrentText]:
    rows: Iterable[Any] = _rows(are_editors=access.is_editor(reader)).filter(
        pk__in=[entry.object_id for entry in entries]
    )
    return of_entries(entries, {row.pk: CurrentText(row.version, row.useful, row) for row in rows})


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = Comment.objects.filter(pk__in=keys).order_by().values_list("pk", "body")
    return named_bodies((pk, "", body) for pk, body in rows)


def shown(_entry: IndexEntry, row: Any) -> DisplayedText:
    return DisplayedText(
        url=cached_reverse("contributions:comment", row.pk),
        place=row.theme_question if row.title_of_place is None else row.title_of_place,
        kind=str(Saying(row.kind).label),
        people=public_name(row.first_name, row.last_name, row.username, row.attribution),
        theme=ThemeLabel(row.theme_number, row.theme_title, row.theme_paper),
        at=row.created_at,
    )

"""What people say in a few sentences: contributions, and the comments among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

import markup
from accounts import access
from accounts.models import public_name
from contributions.addresses import address_of
from contributions.models import Contribution, Endorsement
from contributions.talk.kinds import Kind as Saying
from database.queries import CompiledInQuery
from search.models import Entry, Kind, Source, State
from search.sources.counts import useful_of
from search.texts import LONGEST_BODY, Now, OfTheme, Shown, Text, named_bodies, of_entries
from search.wanted import Audience

KINDS = {Saying.ANSWER: Kind.COMMENT, Saying.NUANCE: Kind.COMMENT, Saying.QUESTION: Kind.QUESTION}


def texts(keys: Sequence[int]) -> Iterator[Text]:
    """What its author has withdrawn is nobody's to find; what is hidden, or under a hidden page, is the editors'."""
    rows = Contribution.objects.filter(pk__in=keys, withdrawn_at=None).select_related("page").defer("body_html")
    useful = useful_of("contribution", keys)
    for one in rows.defer("body_html", "page__body", "page__body_html", "page__contents"):
        is_hidden = one.is_hidden or bool(one.page and one.page.is_hidden)
        yield Text(
            source=Source.SAID,
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


def kind_of(one: Contribution) -> Kind:
    return KINDS.get(Saying(one.kind), Kind.CONTRIBUTION)


def state_of(one: Contribution) -> str:
    """Threads are open or settled; an answer is part of one."""
    if one.reply_to_id is not None:
        return ""
    return State.SETTLED if one.resolved_at else State.OPEN


def keys_after(key: int, at_most: int) -> list[int]:
    return list(Contribution.objects.filter(pk__gt=key).order_by("pk").values_list("pk", flat=True)[:at_most])


@cache
def _rows(*, are_editors: bool) -> CompiledInQuery[Contribution]:
    """What a reader finds is what everybody finds: not what is hers alone, withdrawn or hidden. Compiled, it takes a
    fifth of the time of its three queries.
    """
    said = Contribution.objects.filter(withdrawn_at=None) if are_editors else Contribution.objects.standing()
    endorsed = Endorsement.objects.filter(contribution=OuterRef("pk")).order_by().values("contribution")
    of_others = {
        "useful": Coalesce(Subquery(endorsed.annotate(n=Count("pk")).values("n")), 0),
        "page_title": F("page__title"),
        "theme_question": F("theme__question"),
        "theme_number": F("theme__number"),
        "theme_title": F("theme__short_title"),
    }
    of_author = {name: F(f"author__{name}") for name in ("first_name", "last_name", "username", "attribution")}
    columns = said.order_by().only("version", "kind", "created_at").annotate(**of_others, **of_author)
    return CompiledInQuery(lambda keys: columns.filter(pk__in=keys))


def now(entries: Sequence[Entry], reader: access.Person) -> dict[int, Now]:
    rows: list[Any] = _rows(are_editors=access.is_editor(reader)).of([entry.object_id for entry in entries])
    return of_entries(entries, {row.pk: Now(row.version, row.useful, row) for row in rows})


def bodies(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    rows = Contribution.objects.filter(pk__in=keys).order_by().values_list("pk", "body")
    return named_bodies((pk, "", body) for pk, body in rows)


def shown(_entry: Entry, row: Any) -> Shown:
    return Shown(
        url=address_of("contributions:contribution", row.pk),
        place=row.theme_question if row.page_title is None else row.page_title,
        kind=str(Saying(row.kind).label),
        people=public_name(row.first_name, row.last_name, row.username, row.attribution),
        theme=OfTheme(row.theme_number, row.theme_title),
        at=row.created_at,
    )

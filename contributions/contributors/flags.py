"""What a list says of each thing in it: whether the reader has given thanks for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value

from accounts import access
from accounts.models import User
from common.database.queries import CompiledQuery
from contributions.contributors.models import Thanks
from contributions.history_models import RevisionDetails
from contributions.pages.models import Page


def _thanks_for(reader: int, page: int, first: int, last: int) -> Any:
    rows = Thanks.objects.filter(by=reader, page=page, version__gte=first, version__lte=last)
    return rows.order_by().values_list("version")


_thanked: CompiledQuery[Thanks] = CompiledQuery(_thanks_for, -7, -8, 701, 702)


def mark_thanked(revisions: Iterable[RevisionDetails], page: Page, reader: access.Person) -> None:
    """Each revision of the page says in `is_thanked` whether the reader has thanked for it; one query, none for visitors."""
    rows = list(revisions)
    given: set[int | None] = set()
    if isinstance(reader, User) and rows:
        versions = [row.version for row in rows]
        given = {version for (version,) in _thanked.tuples(reader.pk, page.pk, min(versions), max(versions))}
    for row in rows:
        row.is_thanked = row.version in given  # type: ignore[attr-defined]  # for its button


def with_thanks[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Contributions, each with `is_thanked` (by the reader), in the same query."""
    given: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        given = Exists(Thanks.objects.filter(comment=OuterRef("pk"), by=reader.pk))
    thanked: Rows = rows.annotate(is_thanked=given)
    return thanked

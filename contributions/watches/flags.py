"""Whether the reader follows each row of a list: in the list's own query."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Exists, OuterRef, QuerySet, Value

from accounts import access
from accounts.models import User
from contributions.watches.models import Watch
from contributions.watches.rules import COLUMNS


def with_watching[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Pages, themes, contributions, questions or people, each with `is_watched` (by the reader)."""
    watched: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        column = COLUMNS[str(rows.model._meta.model_name)]
        own = Watch.objects.filter(**{column: OuterRef("pk")}, person_id=reader.pk, is_on=True)
        watched = Exists(own if reader.watches_what_i_join else own.filter(taking_part=False))
    marked: Rows = rows.annotate(is_watched=watched)
    return marked


def is_watched_by(what: Any, reader: access.Person) -> bool:
    """As the list says; one query where none has."""
    known: bool | None = getattr(what, "is_watched", None)
    if known is None:
        known = isinstance(reader, User) and Watch.objects.is_watching(what, reader)
    return known

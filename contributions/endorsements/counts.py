"""How many found each row of a list useful, and whether the reader did: in the list's own query."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts import access
from accounts.models import User
from contributions.endorsements.models import Endorsement


def with_endorsements[Rows: QuerySet[Any]](rows: Rows, reader: access.Person) -> Rows:
    """Pages, contributions or passages, each with `useful_count` and `is_endorsed` (by the reader)."""
    kind = str(rows.model._meta.model_name)
    given = Endorsement.objects.filter(**{kind: OuterRef("pk")}).order_by()
    count = Subquery(given.values(kind).annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    own: Any = Value(False, output_field=BooleanField())
    if isinstance(reader, User):
        own = Exists(given.filter(person_id=reader.pk))
    annotated: Rows = rows.annotate(useful_count=Coalesce(count, Value(0)), is_endorsed=own)
    return annotated

"""Where a tip stands in the edition that readers have: it may have been moved since, or have come later."""

from __future__ import annotations

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from guide.editions.models import Edition
from guide.tips.models import TipRevision


def with_published_number[Row: Model](rows: QuerySet[Row], tip: str = "pk") -> QuerySet[Row]:
    """Each row knows in `published_number` where its tip, named by the column `tip`, stands in the current edition; None if
    it came later.
    """
    published = Edition.objects.readable().annotate(frozen=Coalesce("proof_at", "published_at")).values("frozen")[:1]
    before = TipRevision.objects.filter(id=OuterRef(tip), history_date__lte=Subquery(published))
    number = Subquery(before.order_by("-version").values("number")[:1])
    return rows.annotate(published_number=number)  # type: ignore[return-value]  # the types know no annotations

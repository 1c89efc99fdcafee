"""How many read each page of a list: in the list's own query."""

from __future__ import annotations

from django.db.models import F
from django.db.models.functions import Coalesce

from contributions.pages.querysets import PageQuerySet


def with_readers(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `readers_count` how many people read it; of nobody's reading is anything known."""
    return pages.annotate(readers_count=Coalesce(F("standing__readers"), 0))

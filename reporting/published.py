"""The published values, read once for all that is made of them: nothing that anybody reads counts groups by itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from reporting.models import Dimension, Figure, Publication, PublishedValue

type Values = dict[str, dict[Figure, PublishedValue]]


class Published:
    """Each group of a dimension with its values by figure."""

    @cached_property
    def _rows(self) -> dict[str, Values]:
        found: dict[str, Values] = {dimension: defaultdict(dict) for dimension in Dimension}
        for row in PublishedValue.objects.order_by("group"):
            found[row.dimension][row.group][Figure(row.figure)] = row
        return found

    def groups(self, dimension: Dimension) -> Values:
        return self._rows[dimension]

    @cached_property
    def last_at(self) -> datetime | None:
        """When the newest night was published."""
        row = Publication.objects.exclude(published_at=None).order_by("-night").first()
        return row.published_at if row else None


def value_of(row: PublishedValue | None) -> int | None:
    return row.value if row else None

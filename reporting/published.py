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
    def last(self) -> Publication | None:
        return last_night()

    @property
    def last_at(self) -> datetime | None:
        return self.last.published_at if self.last else None


def last_night() -> Publication | None:
    """The newest night that was published."""
    return Publication.objects.exclude(published_at=None).order_by("-night").first()


def value_of(row: PublishedValue | None) -> int | None:
    return row.value if row else None

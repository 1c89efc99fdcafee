"""The words in which drifts are asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from guide.tips.models import Tip

if TYPE_CHECKING:
    from guide.drift.models import Drift  # noqa: F401 - the base of the class below names it

TEXTS = [
    f"source__{place}__{name}" for place in ("page", "comment__page") for name in ("body", "body_html", "contents")
]


class DriftQuerySet(models.QuerySet["Drift"]):
    def open(self) -> DriftQuerySet:
        """Those that nobody has answered."""
        return self.filter(answer="")

    def alarms(self) -> DriftQuerySet:
        """Those that somebody has to answer: what a tip of the guide rests on says something else, or nothing any more."""
        return self.grave().exclude(source__tip__number=None)

    def grave(self) -> DriftQuerySet:
        """The same, also of tips without a place."""
        return self.open().exclude(kind="wording")

    def wordings(self) -> DriftQuerySet:
        """The passage says the same in other words: shown quietly."""
        return self.open().filter(kind="wording")

    def of(self, tip: Tip) -> DriftQuerySet:
        return self.filter(source__tip=tip)

    def kept_as_it_is(self) -> DriftQuerySet:
        """Where the editors know that the passage has changed, and say why the tip stays: for everybody to read."""
        return self.filter(answer="kept").exclude(source__standing="unchanged").order_by("-answered_at", "-pk")

    def oldest_first(self) -> DriftQuerySet:
        return self.order_by("noticed_at", "pk")

    def younger_than(self, moment: datetime, pk: int) -> DriftQuerySet:
        """What follows in the order of `oldest_first`."""
        return self.filter(Q(noticed_at__gt=moment) | Q(noticed_at=moment, pk__gt=pk))

    def for_lists(self) -> DriftQuerySet:
        """With all that a line names, without the texts. The themes come by queries of their own: to plan their joins took
        PostgreSQL longer.
        """
        rows = self.select_related(
            "source__tip",
            "source__page",
            "source__comment__author",
            "source__comment__page",
            "source__comment__video",
            "comment__author",
            "discussion",
            "answered_by",
        )
        rows = rows.prefetch_related(
            *(f"source__{name}__theme" for name in ("tip", "page", "comment", "comment__page"))
        )
        return rows.defer(
            *TEXTS,
            "source__tip__body",
            "source__tip__body_html",
            "source__comment__body",
            "source__comment__body_html",
        )

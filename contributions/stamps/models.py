"""What has changed of each page, and of the whole site: one row a change."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Count, Max, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

SITE = 0  # in the place of a page: names of people, addresses, the guide; what stands above has numbers below this one
CROWDED = 50
COUNTED = 2**40  # more than there are ever rows


class StampQuerySet(models.QuerySet["Stamp"]):
    def of(self, page: Any) -> Coalesce:
        """A number that is another one after each change of the page (an OuterRef, or SITE), in a query of anything.

        Of how many rows there are, and of the newest: of two changes the second may be seen first, and then the count tells.
        """
        rows = self.filter(page=page).order_by().values("page")
        number = rows.annotate(stamp=Count("pk") * Value(COUNTED) + Max("pk")).values("stamp")
        return Coalesce(Subquery(number, output_field=models.BigIntegerField()), Value(0))

    def clear(self) -> int:
        """Puts one new row in the place of many, so that counting stays quick; returns of how many pages.

        A new one: where only old ones went, what was kept before an earlier change might count as of now again.
        """
        crowded = self.order_by().values("page").annotate(rows=Count("pk")).filter(rows__gt=CROWDED)
        pages = list(crowded.values_list("page", flat=True))
        for page in pages:
            with transaction.atomic():
                self.filter(page=page).delete()
                self.create(page=page)
        return len(pages)


class Stamp(models.Model):
    """Something changed that screens of this page show; written by triggers alone."""

    page = models.BigIntegerField(_("page"))  # no foreign key: it would be looked up with each change

    objects = StampQuerySet.as_manager()

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")
        indexes = [models.Index(fields=["page", "id"], name="stamps_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page}.{self.pk}"


def clear_stamps() -> None:
    """For `manage.py run_periodic`."""
    Stamp.objects.clear()

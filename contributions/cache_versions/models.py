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


class CacheVersionQuerySet(models.QuerySet["CacheVersion"]):
    def of(self, page: Any) -> Coalesce:
        """Returns an expression for the cache version of a page (an OuterRef, or SITE): each change makes it another number.

        Made of the newest row and the row count: commits can become visible out of order, so the newest row alone is
        not enough.
        """
        rows = self.filter(page=page).order_by().values("page")
        number = rows.annotate(cache_version=Count("pk") * Value(COUNTED) + Max("pk")).values("cache_version")
        return Coalesce(Subquery(number, output_field=models.BigIntegerField()), Value(0))

    def clear(self) -> int:
        """Replaces the many rows of a page by one new row, so that counting stays quick. Returns the number of pages.

        A new one: where only old ones went, what was kept before an earlier change might count as of now again.
        """
        crowded = self.order_by().values("page").annotate(rows=Count("pk")).filter(rows__gt=CROWDED)
        pages = list(crowded.values_list("page", flat=True))
        for page in pages:
            with transaction.atomic():
                self.filter(page=page).delete()
                self.create(page=page)
        return len(pages)


class CacheVersion(models.Model):
    """Something changed that screens of this page show; written by triggers alone."""

    page = models.BigIntegerField(_("page"))  # no foreign key: it would be looked up with each change

    objects = CacheVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("cache version")
        verbose_name_plural = _("cache versions")
        indexes = [models.Index(fields=["page", "id"], name="cache_versions_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page}.{self.pk}"


def compact_cache_versions() -> None:
    """For `manage.py run_periodic`."""
    CacheVersion.objects.clear()

"""What has changed of each page, and of the whole site: one row a change."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

SITE = 0  # in the place of a page: names of people, addresses, the guide; what stands above has numbers below this one
NEWS = -2  # what home, the questions and what is new show
PATROLS = -3  # what editors see besides of what is new
OF_THEMES = -1_000  # less the key of a theme: what its list shows
CROWDED = 50
HIGHEST_MARK = 2**40  # the sum of millions of them is still a number for both databases


def new_mark() -> int:
    return 1 + secrets.randbelow(HIGHEST_MARK)


class CacheVersionQuerySet(models.QuerySet["CacheVersion"]):
    def of(self, page: Any, *, for_many: bool = False) -> Coalesce:
        """Returns an expression for the cache version of a page (an OuterRef, or SITE): each change makes it another number,
        but for those, `for_many`, that show to nobody but whoever has left them.

        It is the sum of the marks of its rows. These are drawn by lot, so that no number comes back: not where commits become
        visible in another order, and not where a backup was restored, after which keys of rows are given a second time.
        """
        rows = self.filter(page=page, **({"mark__gt": 0} if for_many else {})).order_by().values("page")
        number = rows.annotate(cache_version=Cast(Sum("mark"), models.BigIntegerField())).values("cache_version")
        return Coalesce(Subquery(number, output_field=models.BigIntegerField()), Value(0))

    def of_lists(self) -> CacheVersionQuerySet:
        """Those that are of no page, each raised by changes of many pages."""
        return self.filter(page__lte=SITE)

    def crowded(self) -> models.QuerySet[CacheVersion, tuple[int]]:
        """Returns the pages that have many."""
        crowded = self.order_by().values("page").annotate(rows=Count("pk")).filter(rows__gt=CROWDED)
        return crowded.values_list("page")

    def clear(self) -> int:
        """Replaces the many rows of a page by one new row, so that adding stays quick. Returns the number of pages."""
        pages = list(self.crowded())
        for (page,) in pages:
            self.replace(page)
        return len(pages)

    def replace(self, page: int) -> None:
        """Puts one new row in the place of all rows of a page."""
        with transaction.atomic():
            self.filter(page=page).delete()
            self.create(page=page)


class CacheVersion(models.Model):
    """Something changed that screens of this page show; written by triggers alone."""

    page = models.BigIntegerField(_("page"))  # no foreign key: it would be looked up with each change
    mark = models.BigIntegerField(default=new_mark, editable=False)
    """Drawn by the triggers themselves; below 0 where what changed shows to nobody but whoever has left it."""

    objects = CacheVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("cache version")
        verbose_name_plural = _("cache versions")
        indexes = [models.Index(fields=["page", "mark"], name="cache_versions_of_a_page")]

    def __str__(self) -> str:
        return f"{self.page}.{self.pk}"


def compact_cache_versions() -> None:
    """For `manage.py run_periodic`."""
    CacheVersion.objects.clear()

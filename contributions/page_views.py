"""Page views: how many people read a page, without anybody's being able to list who read what; which pages are useful.

A reading is a hash that names neither person nor page (`view_hash`); `score_sync` ranks the pages of a theme by a lower
bound of how useful readers found them (`PageScore`). See docs/topics/questions-and-readers.md.

Views of pages, counted once a person and day without a name; and the score by which lists are ordered.

The pages that readers found most useful: their scores kept true, and read.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import batched
from math import sqrt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.paging import decode_score_cursor
from contributions.events import Event, debounced, in_bulk, keys_of
from contributions.pages.models import Page
from contributions.pages.querysets import PageQuerySet
from themes.models import Theme

CERTAINTY = 1.96  # of 95 %
SCALE = 1_000_000


def lower_bound(useful: int, readers: int) -> int:
    """Wilson's lower bound of the share of readers who found it useful, in millionths.

    So two out of two stand below sixty out of a hundred: that everybody of so few liked it says little yet. Stored as a whole
    number, so that a list can be paged by it.
    """
    if not useful:
        return 0
    n = max(readers, useful)
    share, z = useful / n, CERTAINTY**2 / n
    spread = CERTAINTY * sqrt((share * (1 - share) + z / 4) / n)
    return round(SCALE * (share + z / 2 - spread) / (1 + z))


# The mark of a reading: the same for one person and one page, and naming neither.


PURPOSE = b"contributions.page_views"
LENGTH = 32


def view_hash(page: int, person: int) -> str:
    """For the keys of a page and a person; from a mark, neither can be told without the site's secret."""
    message = b"%s:%d:%d" % (PURPOSE, page, person)
    return hmac.digest(settings.SECRET_KEY.encode(), message, "sha256").hex()[:LENGTH]


# Readers of a page are counted once each, by marks that name neither person nor page: docs/topics/questions-and-readers.md.


class PageViewManager(models.Manager["PageView"]):
    def read(self, page: Page, *, by: User) -> bool:
        """Counts a person once among the readers of a page; returns whether she is new among them."""
        with transaction.atomic():
            is_new = self.get_or_create(mark=view_hash(page.pk, by.pk))[1]
            if is_new:
                PageScore.objects.update_score(page, more_readers=1)
        return is_new

    def is_known(self, page: Page, person: User) -> bool:
        return self.filter(mark=view_hash(page.pk, person.pk)).exists()


class PageView(models.Model):
    """That somebody read some page: no key of either, no moment, no order."""

    mark = models.CharField(primary_key=True, max_length=LENGTH, editable=False)

    objects = PageViewManager()

    class Meta:
        verbose_name = _("page view")
        verbose_name_plural = _("page views")

    def __str__(self) -> str:
        return self.mark


class PageScoreQuerySet(models.QuerySet["PageScore"]):
    def update_score(self, page: Page, *, more_readers: int = 0) -> None:
        """Counts anew how many found the page useful, and where it stands among the others; call it in a transaction.

        The row is locked first: of two people at once, the second counts the first.
        """
        row, is_new = self.get_or_create(page_id=page.pk, defaults={"theme_id": page.theme_id})
        if not is_new:
            row = self.select_for_update().get(page_id=page.pk)
        useful = page.endorsements.count()
        readers = max(row.readers + more_readers, useful)
        values = {"theme_id": page.theme_id, "readers": readers, "useful": useful}
        self.filter(page_id=page.pk).update(**values, score=lower_bound(useful, readers))

    def update_scores(self, pages: Mapping[int, int]) -> None:
        """As `update_score`, for many pages at once: their keys with those of their themes."""
        with transaction.atomic():
            new = [self.model(page_id=page, theme_id=theme) for page, theme in pages.items()]
            self.bulk_create(new, ignore_conflicts=True)
            rows = list(self.select_for_update().filter(page__in=pages).order_by("page"))
            endorsed = Page.objects.filter(pk__in=pages, endorsements__isnull=False).order_by()
            found = dict(endorsed.values_list("pk").annotate(n=Count("endorsements")))
            for row in rows:
                row.theme_id, row.useful = pages[row.page_id], found.get(row.page_id, 0)
                row.readers = max(row.readers, row.useful)
                row.score = lower_bound(row.useful, row.readers)
            self.bulk_update(rows, ["theme", "readers", "useful", "score"])

    def most_useful(self, theme: Theme) -> PageScoreQuerySet:
        """The standings of the pages of a theme that somebody found useful, the most useful first."""
        rows = self.filter(theme=theme, page__theme=theme, page__is_hidden=False, page__merged_into=None, useful__gt=0)
        return rows.order_by("-score", "-page")

    def less_useful_than(self, score: int, page: int) -> PageScoreQuerySet:
        """What follows that page in the order of `most_useful`."""
        return self.filter(models.Q(score__lt=score) | models.Q(score=score, page__lt=page))


class PageScore(models.Model):
    """How many read a page, how many of them found it useful, and what it is ranked by."""

    page = models.OneToOneField(
        Page, on_delete=models.CASCADE, primary_key=True, related_name="standing", verbose_name=_("page")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("campaign question")
    )
    readers = models.PositiveIntegerField(_("readers"), default=0)
    useful = models.PositiveIntegerField(_("find it useful"), default=0)
    score = models.PositiveIntegerField(
        _("rank"), default=0, help_text=_("In millionths: see docs/topics/questions-and-readers.md.")
    )

    objects = PageScoreQuerySet.as_manager()

    if TYPE_CHECKING:
        page_id: int
        theme_id: int

    class Meta:
        verbose_name = _("page score")
        verbose_name_plural = _("page scores")
        ordering = ["-score", "-page"]
        indexes = [models.Index(fields=["theme", "-score", "-page"], name="pages_found_most_useful")]

    def __str__(self) -> str:
        return f"{self.page}: {self.useful}/{self.readers}"


def with_readers(pages: PageQuerySet) -> PageQuerySet:
    """Each page says in `readers_count` how many people read it; of nobody's reading is anything known."""
    return pages.annotate(readers_count=Coalesce(F("standing__readers"), 0))


# Standings counted anew for every page, from the endorsements: after an import, and for the administrator's command.


BATCH = 500


def rebuild() -> int:
    """Readers stay as they were counted; returns how many pages have a standing."""
    wanted = Page.objects.filter(endorsements__isnull=False) | Page.objects.filter(standing__isnull=False)
    pages = dict(wanted.order_by("pk").values_list("pk", "theme").distinct())
    for some in batched(pages.items(), BATCH):
        PageScore.objects.update_scores(dict(some))
    return len(pages)


@debounced
@in_bulk
def sync_theme(*changes: Event) -> None:
    """A page that has moved to another theme is ranked among the pages of that one."""
    if pages := keys_of(changes, "contributions.page"):
        stale = PageScore.objects.filter(page__in=pages).exclude(theme=F("page__theme")).order_by()
        for page, theme in stale.values_list("page", "page__theme"):
            PageScore.objects.filter(page=page).update(theme=theme)


# The pages of a theme that were found useful, the most useful first.


ROWS = 30
USEFUL = "useful"


@dataclass(frozen=True)
class Ranking:
    """One screenful: each page says in `useful_count` and `readers_count` what it is ranked by."""

    pages: list[Page]
    next_query: str
    is_first: bool


def ranking_of(theme: Theme, before: str) -> Ranking:
    """`before` names the place after which it goes on: a score and a page, "412345~12". One query."""
    place = decode_score_cursor(before)
    rows = PageScore.objects.most_useful(theme)
    if place:
        rows = rows.less_useful_than(*place)
    rows = rows.select_related("page__theme").defer("page__body", "page__body_html", "page__contents")
    found = list(rows[: ROWS + 1])
    shown, last = found[:ROWS], found[ROWS - 1] if len(found) > ROWS else None
    for row in shown:
        row.page.useful_count, row.page.readers_count = row.useful, row.readers  # type: ignore[attr-defined]
    query = urlencode({"order": USEFUL, "ranked": f"{last.score}~{last.page_id}"}) if last else ""
    return Ranking([row.page for row in shown], query, place is None)

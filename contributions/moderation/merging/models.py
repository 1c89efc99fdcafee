"""That two pages became one, that a part of one became another, and who is credited for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User


class PageMerge(models.Model):
    """`source`, as it stood at `source_version`, came into `target` as its version `target_version`.

    Until it is undone, `source` leads to `target`. `moved` holds the keys of what went over with it, by table: what is
    to come back when the page becomes one of its own again.
    """

    source = models.ForeignKey(
        "contributions.Page", on_delete=models.PROTECT, related_name="merges", verbose_name=_("page")
    )
    source_version = models.PositiveIntegerField(_("version of the page"))
    target = models.ForeignKey(
        "contributions.Page", on_delete=models.PROTECT, related_name="took_in", verbose_name=_("merged into")
    )
    target_version = models.PositiveIntegerField(_("as version"))
    merged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged by"))
    merged_at = models.DateTimeField(pgettext_lazy("when", "merged"))
    undone_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    moved = models.JSONField(_("moved"), default=dict, editable=False)

    if TYPE_CHECKING:
        source_id: int
        target_id: int

    class Meta:
        verbose_name = _("merging of pages")
        verbose_name_plural = _("mergings of pages")
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at=None), name="a_page_is_merged_once_at_a_time"
            ),
            models.UniqueConstraint(fields=["target", "target_version"], name="a_version_takes_in_one_page"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_page_is_merged_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target} ({self.target_version})"

    def get_absolute_url(self) -> str:
        return self.target.screen_url(f"revisions/{self.target_version}")


class PageSplit(models.Model):
    """A part of `source`, as it stood at `source_version`, opened `page`; the next version of `source` is without it."""

    source = models.ForeignKey(
        "contributions.Page", on_delete=models.PROTECT, related_name="splits", verbose_name=_("page")
    )
    source_version = models.PositiveIntegerField(_("version of the page"))
    page = models.OneToOneField(
        "contributions.Page", on_delete=models.PROTECT, related_name="split_from", verbose_name=_("new page")
    )
    split_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("split by"))
    split_at = models.DateTimeField(_("split"))

    if TYPE_CHECKING:
        source_id: int
        page_id: int

    class Meta:
        verbose_name = _("splitting of a page")
        verbose_name_plural = _("splittings of pages")
        ordering = ["-split_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_version"], name="a_version_is_split_once"),
            models.CheckConstraint(condition=~Q(source=F("page")), name="a_page_is_split_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.source_version}) → {self.page}"

    def get_absolute_url(self) -> str:
        return self.source.screen_url(f"revisions/{self.source_version}")


class Credit(models.Model):
    """Words of `person` came into `page` from another page: she stands in its byline."""

    page = models.ForeignKey(
        "contributions.Page", on_delete=models.CASCADE, related_name="credits", verbose_name=_("page")
    )
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("person"))

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("credits")
        constraints = [models.UniqueConstraint(fields=["page", "person"], name="a_person_is_credited_once_a_page")]

    def __str__(self) -> str:
        return f"{self.person}: {self.page}"

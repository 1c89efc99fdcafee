"""A page, or a passage of it, is proposed for the guide, with a sentence why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaign.calendar import rights
from contributions.models import Page, Passage
from guide.sources.models import Source


class NominationQuerySet(models.QuerySet["Nomination"]):
    def nominate(
        self, page: Page, *, by: User, reason: str = "", passage: Passage | None = None, at: datetime | None = None
    ) -> Nomination:
        """Proposes the page as it stands, or a passage of it, each once a person; again gives the newer version and reason.

        Raises RightClosed.
        """
        rights.check("nominate", at)
        values = {"page_version": page.version, "reason": reason.strip(), "nominated_at": at or timezone.now()}
        return self.update_or_create(page=page, passage=passage, nominated_by=by, defaults=values)[0]

    def open(self) -> NominationQuerySet:
        """Nominated pages that no placed tip rests on yet, newest first."""
        used = Source.objects.exclude(tip__number=None).exclude(page=None)
        rows = self.filter(page__is_hidden=False).exclude(page__in=used.values("page"))
        rows = rows.exclude(page__merged_into__in=used.values("page"))
        rows = rows.exclude(page__in=used.filter(page__merged_into__isnull=False).values("page__merged_into"))
        return rows.select_related("page__theme", "page__merged_into__theme", "passage", "nominated_by").order_by(
            "-nominated_at"
        )

    def pages(self) -> models.QuerySet[Nomination, Any]:
        """The pages that wait, in the column `now`, each once."""
        rows = self.open().order_by().annotate(now=Coalesce("page__merged_into", "page"))
        return rows.values("now").distinct()

    def about(self, page: Page) -> NominationQuerySet:
        """Of the page, or of one that was merged into it."""
        return self.filter(models.Q(page=page) | models.Q(page__merged_into=page))


class Nomination(models.Model):
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("passage")
    )
    page_version = models.PositiveIntegerField(_("version of the page"))
    nominated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("nominated by"))
    nominated_at = models.DateTimeField(_("nominated"))
    reason = models.CharField(_("why"), max_length=300, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["-nominated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "nominated_by"],
                condition=models.Q(passage=None),
                name="a_person_nominates_a_page_once",
            ),
            models.UniqueConstraint(fields=["passage", "nominated_by"], name="a_person_nominates_a_passage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.nominated_by})"

    @property
    def page_now(self) -> Page:
        """Where the words are that were proposed: the page, or the one that it was merged into."""
        return self.page.merged_into or self.page

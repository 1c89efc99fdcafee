"""What a tip rests on: a passage of a page at a revision."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

import markup
from accounts.models import User
from contributions.models import Page, PageRevision
from guide.tips import Tip


class SourceManager(models.Manager["Source"]):
    """Through `tip.sources` it knows the tip."""

    def add_passage(self, revision: PageRevision, *, passage: str, by: User, at: datetime | None = None) -> Source:
        """See `Tip.add_source`."""
        passage = markup.clean_text(passage).strip()
        if not passage or passage not in revision.body:
            raise ValidationError(
                {
                    "passage": _("This passage does not stand in version %(version)s of the page. Copy it exactly.")
                    % {"version": revision.version}
                },
                code="absent",
            )
        if self.filter(page_id=revision.id, passage=passage).exists():
            raise ValidationError({"passage": _("The tip rests on this passage already.")}, code="known")
        details = {"page_version": revision.version, "added_by": by, "added_at": at or timezone.now()}
        return self.create(page_id=revision.id, passage=passage, **details)


class Source(models.Model):
    """A tip rests on a passage of a page at a revision."""

    tip = models.ForeignKey(Tip, on_delete=models.CASCADE, related_name="sources", verbose_name=_("tip"))
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+", verbose_name=_("page"))
    page_version = models.PositiveIntegerField(_("version of the page"))
    passage = models.TextField(_("passage"))
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("added by"))
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    objects = SourceManager()

    if TYPE_CHECKING:
        page_id: int

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["pk"]

    def __str__(self) -> str:
        return markup.excerpt(self.passage, length=80)

    def get_absolute_url(self) -> str:
        """The revision of the page in which the passage stands."""
        return reverse("contributions:page_revision", args=[self.page.theme.slug, self.page.slug, self.page_version])

    @property
    def words(self) -> str:
        """The passage without its markup, to be read."""
        return markup.plain_text(self.passage)

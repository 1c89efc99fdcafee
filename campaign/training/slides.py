"""The slides of a session: PDF, ODP or PPTX, looked through before they are taken; whoever sees the session downloads them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User

LONGEST_NAME = 150
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


class SlidesQuerySet(models.QuerySet["Slides"]):
    def shown(self) -> SlidesQuerySet:
        return self.filter(removed_at=None)


class Slides(models.Model):
    """One file. Its kind is told by what is in it. Once it is removed the row stays, and says who did it; the file goes."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        ODP = "odp", "ODP"
        PPTX = "pptx", "PPTX"

    session = models.ForeignKey(
        "campaign.TrainingSession", on_delete=models.CASCADE, related_name="slides", verbose_name=_("session")
    )
    token = models.CharField(max_length=16, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    kind = models.CharField(pgettext_lazy("of a file", "kind"), max_length=4, choices=Kind.choices, default=Kind.PDF)
    size = models.PositiveIntegerField(_("size"))
    pages = models.PositiveIntegerField(_("pages"))
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    sent_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    removed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("removed by")
    )

    objects = SlidesQuerySet.as_manager()

    if TYPE_CHECKING:
        session_id: int

    class Meta:
        verbose_name = pgettext_lazy("of a session", "slides")
        verbose_name_plural = pgettext_lazy("of several sessions", "slides")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("training:slides_file", args=[self.session_id, self.token])

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]

    def remove(self, *, by: User, at: datetime | None = None) -> None:
        """Takes it from the session; a second time does nothing. `slides_files` deletes the file."""
        shown = Slides.objects.shown().filter(pk=self.pk)
        shown.update(removed_at=at or timezone.now(), removed_by=by)
        self.refresh_from_db()

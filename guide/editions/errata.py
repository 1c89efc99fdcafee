"""What turned out to be wrong in an edition that never changes: listed on it, beside its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User


class Erratum(models.Model):
    """`was` should have read `now`. Without a language it holds for all; `anchor` is where it stands: "tip-7", "glossary"."""

    edition = models.ForeignKey(
        "guide.Edition", on_delete=models.PROTECT, related_name="errata", verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=8, blank=True)
    anchor = models.CharField(pgettext_lazy("of a mistake", "place"), max_length=40)
    was = models.TextField(_("what it says"))
    now = models.TextField(_("what it should say"))
    why = models.CharField(_("why"), max_length=300)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    if TYPE_CHECKING:
        edition_id: int

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.edition}, {self.anchor}"

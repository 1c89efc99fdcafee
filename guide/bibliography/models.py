"""An entry of the bibliography, as the citation style language (CSL) describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Reference(models.Model):
    """What the guide cites. `csl` is one item of CSL JSON (https://docs.citationstyles.org/); `key` is its id there."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    csl = models.JSONField(_("CSL JSON"))
    sort_key = models.CharField(max_length=200, editable=False, blank=True)
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)

    if TYPE_CHECKING:
        objects: Any

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["sort_key", "key"]

    def __str__(self) -> str:
        return str(self.csl.get("title") or self.key)

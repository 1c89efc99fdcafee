"""Badges that were taken back."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawnBadge(models.Model):
    """The public address of a badge that was taken back, so that it can be said of it; nothing of whose it was."""

    uuid = models.UUIDField("UUID", unique=True, editable=False)

    class Meta:
        verbose_name = _("badge taken back")
        verbose_name_plural = _("badges taken back")

    def __str__(self) -> str:
        return str(self.uuid)

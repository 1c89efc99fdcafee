"""A list that somebody brings in: read once and stored with what is to become of each line, then confirmed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingImport(models.Model):
    """`lines` holds a dict a line, with its `state`: what is to become of it."""

    name = models.CharField(_("file"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("prepared by")
    )
    created_at = models.DateTimeField(_("prepared"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    lines = models.JSONField(_("lines"), default=list)
    left_out = models.JSONField(_("columns that were not read"), default=list)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name or f"{self.created_at:%Y-%m-%d %H:%M}"

    def in_state(self, *states: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["state"] in states]
